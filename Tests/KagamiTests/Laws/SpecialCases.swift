/// Results of extremes by the Python array API standard, 2024.12.
///
/// For each of its functions, lines of classes of arguments and the result; the second class may be the first argument
/// itself, or its negative. One of the standard's cases is left out: what `clip` does with bounds outside the type is
/// unspecified. Source: <https://data-apis.org/array-api/2024.12/API_specification/elementwise_functions.html>.
enum SpecialCases {
  static let table: [(function: String, lines: [String])] = [
    (
      "abs",
      [
        "nan : nan", "-0 : +0", "-inf : +inf",
      ]
    ),
    (
      "acos",
      [
        "nan : nan", ">1 : nan", "<-1 : nan", "1 : +0",
      ]
    ),
    (
      "acosh",
      [
        "nan : nan", "<1 : nan", "1 : +0", "+inf : +inf",
      ]
    ),
    (
      "add",
      [
        "+inf, -inf : nan", "-inf, +inf : nan", "+inf, +inf : +inf", "-inf, -inf : -inf",
        "+inf, finite : +inf", "-inf, finite : -inf", "finite, +inf : +inf",
        "finite, -inf : -inf", "-0, -0 : -0", "-0, +0 : +0", "+0, -0 : +0", "+0, +0 : +0",
        "±0, nonzero : x2", "nonzero, ±0 : x1", "nonzero, -x1 : +0",
      ]
    ),
    (
      "asin",
      [
        "nan : nan", ">1 : nan", "<-1 : nan", "+0 : +0", "-0 : -0",
      ]
    ),
    (
      "asinh",
      [
        "nan : nan", "+0 : +0", "-0 : -0", "+inf : +inf", "-inf : -inf",
      ]
    ),
    (
      "atan",
      [
        "nan : nan", "+0 : +0", "-0 : -0", "+inf : ~+π/2", "-inf : ~-π/2",
      ]
    ),
    (
      "atan2",
      [
        ">0, +0 : ~+π/2", ">0, -0 : ~+π/2", "+0, >0 : +0", "+0, +0 : +0", "+0, -0 : ~+π",
        "+0, <0 : ~+π", "-0, >0 : -0", "-0, +0 : -0", "-0, -0 : ~-π", "-0, <0 : ~-π",
        "<0, +0 : ~-π/2", "<0, -0 : ~-π/2", "positive, +inf : +0", "positive, -inf : ~+π",
        "negative, +inf : -0", "negative, -inf : ~-π", "+inf, finite : ~+π/2",
        "-inf, finite : ~-π/2", "+inf, +inf : ~+π/4", "+inf, -inf : ~+3π/4", "-inf, +inf : ~-π/4",
        "-inf, -inf : ~-3π/4",
      ]
    ),
    (
      "atanh",
      [
        "nan : nan", "<-1 : nan", ">1 : nan", "-1 : -inf", "1 : +inf", "+0 : +0", "-0 : -0",
      ]
    ),
    (
      "ceil",
      [
        "whole : x", "+inf : +inf", "-inf : -inf", "+0 : +0", "-0 : -0", "nan : nan",
      ]
    ),
    (
      "clip",
      [
        "nan : nan"
      ]
    ),
    (
      "copysign",
      [
        "any, <0 : -|x1|", "any, -0 : -|x1|", "any, +0 : |x1|", "any, >0 : |x1|",
        "nan, <0 : nan-", "nan, -0 : nan-", "nan, +0 : nan+", "nan, >0 : nan+",
        "any, nan- : -|x1|", "any, nan+ : |x1|", "nan, nan- : nan-", "nan, nan+ : nan+",
      ]
    ),
    (
      "cos",
      [
        "nan : nan", "+0 : 1", "-0 : 1", "+inf : nan", "-inf : nan",
      ]
    ),
    (
      "cosh",
      [
        "nan : nan", "+0 : 1", "-0 : 1", "+inf : +inf", "-inf : +inf",
      ]
    ),
    (
      "divide",
      [
        "±inf, ±inf : nan", "±0, ±0 : nan", "+0, >0 : +0", "-0, >0 : -0", "+0, <0 : -0",
        "-0, <0 : +0", ">0, +0 : +inf", ">0, -0 : -inf", "<0, +0 : -inf", "<0, -0 : +inf",
        "+inf, positive : +inf", "+inf, negative : -inf", "-inf, positive : -inf",
        "-inf, negative : +inf", "positive, +inf : +0", "positive, -inf : -0",
        "negative, +inf : -0", "negative, -inf : +0",
        "positive, positive : plus; negative, negative : plus",
        "positive, negative : minus; negative, positive : minus",
      ]
    ),
    (
      "equal",
      [
        "+inf, +inf : true", "-inf, -inf : true", "-0, ±0 : true", "+0, ±0 : true",
        "nan, any : false; any, nan : false", "finite, x1 : true",
      ]
    ),
    (
      "exp",
      [
        "nan : nan", "+0 : 1", "-0 : 1", "+inf : +inf", "-inf : +0",
      ]
    ),
    (
      "expm1",
      [
        "nan : nan", "+0 : +0", "-0 : -0", "+inf : +inf", "-inf : -1",
      ]
    ),
    (
      "floor",
      [
        "whole : x", "+inf : +inf", "-inf : -inf", "+0 : +0", "-0 : -0", "nan : nan",
      ]
    ),
    (
      "floor_divide",
      [
        "±inf, ±inf : nan", "±0, ±0 : nan", "+0, >0 : +0", "-0, >0 : -0", "+0, <0 : -0",
        "-0, <0 : +0", ">0, +0 : +inf", ">0, -0 : -inf", "<0, +0 : -inf", "<0, -0 : +inf",
        "+inf, positive : +inf|nan", "+inf, negative : -inf|nan", "-inf, positive : -inf|nan",
        "-inf, negative : +inf|nan", "positive, +inf : +0", "positive, -inf : -0|-1",
        "negative, +inf : -0|-1", "negative, -inf : +0",
        "positive, positive : plus; negative, negative : plus",
        "positive, negative : minus; negative, positive : minus",
      ]
    ),
    (
      "hypot",
      [
        "±inf, any : +inf", "any, ±inf : +inf", "±0, any : |x2|", "any, ±0 : |x1|",
        "finite|nan, nan : nan", "nan, finite|nan : nan",
      ]
    ),
    (
      "isfinite",
      [
        "±inf : false", "nan : false", "finite : true",
      ]
    ),
    (
      "isinf",
      [
        "±inf : true"
      ]
    ),
    (
      "isnan",
      [
        "nan : true"
      ]
    ),
    (
      "log",
      [
        "nan : nan", "<0 : nan", "±0 : -inf", "1 : +0", "+inf : +inf",
      ]
    ),
    (
      "log1p",
      [
        "nan : nan", "<-1 : nan", "-1 : -inf", "-0 : -0", "+0 : +0", "+inf : +inf",
      ]
    ),
    (
      "log2",
      [
        "nan : nan", "<0 : nan", "±0 : -inf", "1 : +0", "+inf : +inf",
      ]
    ),
    (
      "log10",
      [
        "nan : nan", "<0 : nan", "±0 : -inf", "1 : +0", "+inf : +inf",
      ]
    ),
    (
      "logaddexp",
      [
        "+inf, number : +inf", "number, +inf : +inf",
      ]
    ),
    (
      "multiply",
      [
        "±inf, ±0 : nan", "±0, ±inf : nan", ">0, >0 : plus|nan; <0, <0 : plus|nan",
        ">0, <0 : minus|nan; <0, >0 : minus|nan",
        "+inf, +inf : +inf; -inf, -inf : +inf; +inf, -inf : -inf; -inf, +inf : -inf",
        "+inf, positive : +inf; -inf, negative : +inf; +inf, negative : -inf; -inf, positive : -inf",
        "positive, +inf : +inf; negative, -inf : +inf; negative, +inf : -inf; positive, -inf : -inf",
      ]
    ),
    (
      "nextafter",
      [
        "-0, +0 : +0", "+0, -0 : -0",
      ]
    ),
    (
      "not_equal",
      [
        "+inf, -inf : true", "-inf, +inf : true", "nan, any : true; any, nan : true",
        "1, -1 : true; +0, 1 : true; positive, negative : true",
      ]
    ),
    (
      "pow",
      [
        "not1, nan : nan", "any, +0 : 1", "any, -0 : 1", "nan, not0 : nan", "1, number : 1",
        "+inf, >0 : +inf", "+inf, <0 : +0", "+0, >0 : +0", "+0, <0 : +inf", "-inf, odd+ : -inf",
        "-inf, even+ : +inf", "-inf, odd- : -0", "-inf, even- : +0", "-0, odd+ : -0",
        "-0, even+ : +0", "-0, odd- : -inf", "-0, even- : +inf", "negative, fraction : nan",
      ]
    ),
    (
      "remainder",
      [
        "±inf, ±inf : nan", "±0, ±0 : nan", "+0, >0 : +0", "-0, >0 : +0", "+0, <0 : -0",
        "-0, <0 : -0", ">0, +0 : nan", ">0, -0 : nan", "<0, +0 : nan", "<0, -0 : nan",
        "+inf, positive : nan", "+inf, negative : nan", "-inf, positive : nan",
        "-inf, negative : nan", "positive, +inf : x1", "positive, -inf : x2",
        "negative, +inf : x2", "negative, -inf : x1",
      ]
    ),
    (
      "round",
      [
        "whole : x", "+inf : +inf", "-inf : -inf", "+0 : +0", "-0 : -0", "nan : nan",
      ]
    ),
    (
      "sign",
      [
        "<0 : -1", "±0 : ±0", ">0 : 1", "nan : nan",
      ]
    ),
    (
      "signbit",
      [
        "+0 : false", "-0 : true", "+inf : false", "-inf : true", "positive : false",
        "negative : true", "nan+ : false", "nan- : true",
      ]
    ),
    (
      "sin",
      [
        "nan : nan", "+0 : +0", "-0 : -0", "±inf : nan",
      ]
    ),
    (
      "sinh",
      [
        "nan : nan", "+0 : +0", "-0 : -0", "+inf : +inf", "-inf : -inf",
      ]
    ),
    (
      "sqrt",
      [
        "nan : nan", "<0 : nan", "+0 : +0", "-0 : -0", "+inf : +inf",
      ]
    ),
    (
      "tan",
      [
        "nan : nan", "+0 : +0", "-0 : -0", "±inf : nan",
      ]
    ),
    (
      "tanh",
      [
        "nan : nan", "+0 : +0", "-0 : -0", "+inf : 1", "-inf : -1",
      ]
    ),
    (
      "trunc",
      [
        "whole : x", "+inf : +inf", "-inf : -inf", "+0 : +0", "-0 : -0", "nan : nan",
      ]
    ),
  ]
}
