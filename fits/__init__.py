"""Scripts that fit what scenarios call fitted, each writing a small YAML."""

import os

# the matrices are small: on a busy machine threads of algebra would only wait for each other
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
