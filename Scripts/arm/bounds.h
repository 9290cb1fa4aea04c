// How far results may lie from the truth.
#pragma once
#include "CKernels.h"

typedef struct { double ulps, slack; } bound;

bound unary_bound(kg_element type, kg_unary_code f, double x);
bound gradient_bound(kg_element type, kg_unary_code f, double g, double saved, double truth);
bound binary_bound(kg_element type, kg_binary_code f, double a, double b, double p);
