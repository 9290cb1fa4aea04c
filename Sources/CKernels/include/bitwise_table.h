// Every function of the bits of two integers, one row each; a file defines what it makes of a row and includes this
// one, and the definition ends with it.
//
// KG_BITWISE(name, value) of `a` and `b`, integers of WIDTH bits, of which `U` is an unsigned type at least as wide.
KG_BITWISE(and, a & b)
KG_BITWISE(or, a | b)
KG_BITWISE(xor, a ^ b)
// By less than nothing, or by all bits and more, nothing is left but the sign.
KG_BITWISE(shiftLeft, b < 0 || b >= WIDTH ? 0 : (U)a << b)
KG_BITWISE(shiftRight, b < 0 || b >= WIDTH ? (a < 0 ? -1 : 0) : a >> b)

#undef KG_BITWISE
