import { render } from "preact";
import "./style/fonts.css";
import "uplot/dist/uPlot.min.css";
import "./style/board.css";
import "./style/parts.css";
import "./style/print.css";
import { App } from "./ui/App";
import { isKiosk, start } from "./state";
import { listen } from "./ui/keys";
import { watchIdle } from "./ui/kiosk";

if (isKiosk) document.documentElement.classList.add("kiosk");
render(<App />, document.getElementById("board")!);
listen();
if (isKiosk) watchIdle();
// paper opens nothing: what a card folds is told there
window.addEventListener("beforeprint", () => { document.querySelectorAll<HTMLDetailsElement>(".card details").forEach((part) => { part.open = true; }); });
void start();
