"""The operations of the little stack machine, by number.

Loads push a value; what takes one or two values pushes its result; `ASK_*` are the functions of
state and `DO_*` the verbs of effects, whose argument is how many values they take. Each group
is a range, so that the machine finds an operation in few comparisons.

An operation on two numbers and a question to the state carry more in their argument, since
most of what a rule asks is of its roles, of a thing, or compares with a parameter: for each
value the operand that it is, or 0 where it lies on the stack, and what becomes of the result,
which is pushed, put in a register, or decides a jump. So one step does the work of up to six.
"""

from __future__ import annotations

DEEPEST = 32
"""Values that an expression may pile up; the compiler refuses what needs more."""
POPS_MASK = 3
"""The lowest bits of such an argument: how many values lie on the stack."""
FIRST_BIT, SECOND_BIT, THIRD_BIT, OPERAND_MASK = 2, 14, 26, 4095
"""Where the operands begin, and their width."""
THING_OPERAND, PARAMETER_OPERAND = 17, 2048
"""An operand below THING_OPERAND - 1 is a register's number and 1; one from there on a thing's
index, NONE included; one from PARAMETER_OPERAND on a parameter's."""
REGISTER_BIT, REGISTER_MASK = 38, 15
"""The register, and 1, that the result goes to."""
JUMP_BIT, JUMP_MASK, JUMP_IF_TRUE = 42, (1 << 20) - 1, 1 << 62
"""Where to go on if the result is false, or with JUMP_IF_TRUE if it is true; 0 for no jump."""

STORE = -1
"""Pops a value into a register: in a rule's gate alone."""
END = 0

(
    CONSTANT,
    PARAMETER,
    VARIABLE,
    REGISTER,
) = range(1, 5)
LOAD_END = 5

(
    JUMP,
    JUMP_IF_FALSE,
    KEEP_IF_FALSE,
    KEEP_IF_TRUE,
) = range(5, 9)
JUMP_END = 9

(
    NEGATE,
    NOT,
    SIZE,
    SQUARE_ROOT,
    NATURAL_LOG,
    EXPONENTIAL,
    LOGISTIC_OF,
) = range(9, 16)
ONE_END = 16

(
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    POWER,
    LEAST,
    GREATEST,
) = range(16, 23)
TWO_SUM_END = 23

(
    EQUAL,
    UNEQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
) = range(23, 29)
TWO_COMPARED_END = 29

ASK_KNOWS_DEFEAT = 99
FORCE_NEWS_END = 100

(
    ASK_MEN,
    ASK_CAVALRY_SHARE,
    ASK_GUNS,
    ASK_SHIPS,
    ASK_MORALE,
    ASK_CAPTIVES,
    ASK_DAYS_IDLE,
    ASK_LEANING,
) = range(100, 108)
FORCE_NUMBER_END = 108

(
    ASK_SIDE,
    ASK_COMMANDER,
    ASK_PATRON,
    ASK_PLACE,
    ASK_NEAREST_FOE,
) = range(108, 113)
FORCE_THING_END = 113

(
    ASK_ACTIVE,
    ASK_EMBARKED,
    ASK_BESIEGED,
    ASK_IS_ARMY,
) = range(113, 117)
FORCE_FLAG_END = 117

(
    ASK_NEAR,
    ASK_AT,
    ASK_ENEMY_MEN,
    ASK_FRIENDLY_MEN,
) = range(117, 121)
FORCE_NEAR_END = 121

ASK_CUT_OFF = 121
FORCE_CUT_OFF_END = 122

(
    ASK_EXISTS,
    ASK_IS_MEMBER,
    ASK_IS_CONFEDERATION,
    ASK_IS_RIVAL,
    ASK_UNITARY,
    ASK_MEMBERS,
    ASK_IN_WAR,
) = range(122, 129)
POLITY_FLAG_END = 129

(
    ASK_TREASURY,
    ASK_ARREARS,
    ASK_WEARINESS,
    ASK_LEGITIMACY,
) = range(129, 133)
POLITY_NUMBER_END = 133

(
    ASK_ARMY_MEN,
    ASK_FLEET_SHIPS,
    ASK_PROVINCES_HELD,
    ASK_LANDS_LOST,
    ASK_SUPPORT,
) = range(133, 138)
POLITY_SUM_END = 138

(
    ASK_PARENT,
    ASK_SOVEREIGN,
    ASK_HEAD,
    ASK_CAPITAL,
    ASK_OWN_CAUSE,
    ASK_CAPTOR,
) = range(138, 144)
POLITY_THING_END = 144

(
    ASK_MAIN_ARMY,
    ASK_ENEMY,
    ASK_ALLY,
    ASK_RIVAL_OF,
    ASK_CHALLENGER,
) = range(144, 149)
POLITY_FOE_END = 149

(
    ASK_EXILE_OF,
    ASK_CONTENDER,
) = range(149, 151)
POLITY_LEADER_END = 151

(
    ASK_AT_WAR,
    ASK_ALLIED,
    ASK_WAR_DAYS,
    ASK_PEACE_DAYS,
    ASK_THREAT,
    ASK_TRADE_OPEN,
    ASK_SAME_NATION,
    ASK_COMMANDS_SEA,
) = range(151, 159)
POLITY_PAIR_END = 159

(
    ASK_BEATEN,
    ASK_VICTORIOUS,
) = range(159, 161)
POLITY_MEMORY_END = 161

(
    ASK_CONTROLLER,
    ASK_OWNER,
    ASK_SEAT,
) = range(161, 164)
PROVINCE_THING_END = 164

(
    ASK_ALLEGIANCE,
    ASK_UNREST,
    ASK_POPULATION,
    ASK_INSURGENTS,
    ASK_REVENUE,
    ASK_REJECTION,
) = range(164, 170)
PROVINCE_NUMBER_END = 170

(
    ASK_CONTROLS,
    ASK_GARRISON,
    ASK_OCCUPIED_DAYS,
    ASK_IS_OCCUPIED,
    ASK_BORDERS,
) = range(170, 175)
PROVINCE_HOLD_END = 175

(
    ASK_ALIVE,
    ASK_FREE,
    ASK_IN_EXILE,
    ASK_IS_PRISONER,
    ASK_HOLDS,
    ASK_TIED,
    ASK_IS_HEAD,
) = range(175, 182)
LEADER_FLAG_END = 182

(
    ASK_AMBITION,
    ASK_BOLDNESS,
    ASK_LOYALTY,
    ASK_SKILL,
) = range(182, 186)
LEADER_TRAIT_END = 186

(
    ASK_SERVES,
    ASK_ARMY_OF,
) = range(186, 188)
LEADER_THING_END = 188

(
    ASK_HOLDER,
    ASK_OFFICE_DAYS,
) = range(188, 190)
OFFICE_END = 190

(
    ASK_PROVINCE_OF,
    ASK_DAYS_BETWEEN,
    ASK_TRADE,
    ASK_SEA_CONTROL,
    ASK_RAINS,
    ASK_SEA_OPEN,
) = range(190, 196)
WORLD_END = 196

(
    ASK_RULER,
    ASK_POPULATION_OWNED,
    ASK_SEATED_IN,
) = range(196, 199)
BLOC_END = 199

(
    ASK_SINCE,
    ASK_CHOSEN,
    ASK_VALUE,
    ASK_RATIFIED,
    ASK_CONVENED,
) = range(199, 204)
MEMORY_END = 204

ASK_WOULD_PASS = 204
VOTE_END = 205

(
    ASK_DEBT,
    ASK_REVENUE_HELD,
    ASK_DUTIES,
    ASK_CREDIT,
) = range(205, 209)
PURSE_END = 209
(
    ASK_COMMUNITIES,
    ASK_TRIBUTE,
    ASK_LAND_OPEN,
    ASK_GUIDED,
    ASK_HOSTILE,
) = range(209, 214)
COMMUNITIES_END = 214
ASK_CROSSING, ASK_MAIN_PORT = 214, 215
CROSSING_END = 216

DO_ARGUMENT = 300
"""Push the value of the expression whose code begins there."""
DO_UNLESS = 301
"""Pop a value; where it is false, go on elsewhere with nothing pushed."""
DO_NEEDS = 302
"""Where the value pushed last is none, go on elsewhere with nothing pushed."""

(
    DO_FOUND,
    DO_DISSOLVE,
    DO_JOIN,
    DO_SECEDE,
    DO_ANNEX,
    DO_OCCUPY,
    DO_TRANSFER,
    DO_TRANSFER_NATION,
) = range(303, 311)
FOUNDING_END = 311

(
    DO_APPOINT,
    DO_MAKE_HEAD,
    DO_COMMAND,
    DO_ENLIST,
    DO_TIE,
    DO_UNTIE,
    DO_ACT_FOR,
) = range(311, 318)
OFFICES_END = 318

(
    DO_EXILE,
    DO_RETIRE,
    DO_CAPTURE,
    DO_FREE_LEADER,
    DO_EXECUTE,
    DO_KILL,
    DO_LEAVE_COMMAND,
) = range(318, 325)
LEADERS_END = 325

(
    DO_RAISE_FORCE,
    DO_RAISE_COLUMN,
    DO_RAISE_MONTONERA,
    DO_REINFORCE,
    DO_DETACH,
    DO_MERGE,
    DO_LEVY,
) = range(325, 332)
RAISING_END = 332

(
    DO_DISBAND,
    DO_DISPERSE,
    DO_DEFECT,
    DO_INTERN,
    DO_CAPITULATE,
    DO_RELEASE,
    DO_BREAK_AWAY,
) = range(332, 339)
ENDING_END = 339

(
    DO_MOVE,
    DO_ORDER,
    DO_EMBARK,
    DO_SEND_HOME,
    DO_ABANDON,
    DO_ADD_SHIPS,
    DO_SEIZE_SHIPS,
    DO_SET_MORALE,
) = range(339, 347)
MOVING_END = 347

(
    DO_DECLARE_WAR,
    DO_MAKE_PEACE,
    DO_TRUCE,
    DO_ALLY_WITH,
    DO_BREAK_ALLIANCE,
    DO_MENACE,
) = range(347, 353)
RELATING_END = 353

(
    DO_OPEN_TRADE,
    DO_CLOSE_TRADE,
    DO_TARIFF,
    DO_PAY,
    DO_LOAN,
    DO_FORCED_LOAN,
    DO_EXACT,
) = range(353, 360)
TRADING_END = 360

(
    DO_SHIFT,
    DO_SHIFT_ALL,
    DO_SWAY,
    DO_LEGITIMISE,
    DO_TIRE,
    DO_UNSETTLE,
) = range(360, 366)
MOODS_END = 366

(
    DO_SET,
    DO_RATIFY,
    DO_REJECT,
    DO_MOVE_CAPITAL,
    DO_NEWS,
    DO_SET_TRIBUTE,
    DO_OPEN_LAND,
) = range(366, 373)
ACTS_END = 373

(
    DO_CONVENE,
    DO_PASS_ASSEMBLY,
) = range(373, 375)
VOTING_END = 375
