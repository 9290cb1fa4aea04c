// Every way to combine the elements along axes, one row each. A file defines what it makes of a row and
// includes this one; the definition ends with it.
//
// KG_REDUCTION(name, start, function): `start` combined with one element after another by that row of
// KG_BINARY. The order is free: several parts are combined first, and then their results.
KG_REDUCTION(sum, 0, add)
KG_REDUCTION(product, 1, multiply)
// NaN if any element is. An infinity stands for the last integer.
KG_REDUCTION(maximum, -__builtin_inf(), maximum)
KG_REDUCTION(minimum, __builtin_inf(), minimum)

#undef KG_REDUCTION
