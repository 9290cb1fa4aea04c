// Plain loops over contiguous or strided vectors, compiled for several levels of instructions and called
// through a table that is chosen as the program is loaded.
// Strides count elements; outputs are contiguous unless a stride is named for them.
#pragma once
#include <stddef.h>
#include <stdint.h>

// Tells the processor that a loop only waits.
static inline void kg_pause(void) {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

// Between these two, numbers too small to be normal count as zero; arithmetic on them takes up to a
// hundred times as long. The first returns what the second restores.
static inline uint64_t kg_begin_flush(void) {
#if defined(__x86_64__)
  unsigned mode = __builtin_ia32_stmxcsr();
  __builtin_ia32_ldmxcsr(mode | 0x8040);
  return mode;
#elif defined(__aarch64__)
  uint64_t mode;
  __asm__ volatile("mrs %0, fpcr" : "=r"(mode));
  __asm__ volatile("msr fpcr, %0" : : "r"(mode | (UINT64_C(1) << 24)));
  return mode;
#else
  return 0;
#endif
}
static inline void kg_end_flush(uint64_t mode) {
#if defined(__x86_64__)
  __builtin_ia32_ldmxcsr((unsigned)mode);
#elif defined(__aarch64__)
  __asm__ volatile("msr fpcr, %0" : : "r"(mode));
#else
  (void)mode;
#endif
}

// Functions of one element. `p` and `q` are the parameters of those that take any.
typedef enum {
  KG_NEGATE, KG_ABSOLUTE, KG_SIGN, KG_EXP, KG_LOG, KG_LOG1P, KG_SQRT, KG_TANH, KG_SIGMOID,
  KG_SOFTPLUS, KG_RELU, KG_LEAKY_RELU /* p: slope */, KG_CLAMP /* p: low, q: high */,
  KG_EXPM1, KG_ERF
} kg_unary;

// Functions of two elements. `p` is the parameter of those that take one.
typedef enum {
  KG_ADD, KG_SUBTRACT, KG_MULTIPLY, KG_DIVIDE, KG_MAXIMUM, KG_MINIMUM, KG_POWER,
  // First-order gradients: the first element is the incoming gradient, the second what was kept.
  KG_TANH_GRADIENT /* output */, KG_SIGMOID_GRADIENT /* output */,
  KG_LEAKY_RELU_GRADIENT /* input or output, p: slope */, KG_RELU_GRADIENT /* output */,
  KG_BLEND /* a + p (b - a) */,
  KG_BINARY_CROSS_ENTROPY /* probability, target */, KG_BINARY_CROSS_ENTROPY_SLOPE
} kg_binary;

typedef enum { KG_EQUAL, KG_NOT_EQUAL, KG_LESS, KG_LESS_EQUAL, KG_GREATER, KG_GREATER_EQUAL } kg_comparison;

// What follows a layer's product.
typedef enum {
  KG_IDENTITY, KG_WITH_RELU, KG_WITH_LEAKY_RELU /* p: slope */, KG_WITH_TANH, KG_WITH_SIGMOID
} kg_activation;

// Loops of either element type, as X(result, name, parameters, arguments).
#define KG_TYPED_LOOPS(X, T, S) \
  X(void, kg_unary_##S, (kg_unary f, long n, const T *x, long sx, T p, T q, T *y), (f, n, x, sx, p, q, y)) \
  X(void, kg_binary_##S, (kg_binary f, long n, const T *a, long sa, const T *b, long sb, T p, T *y), \
    (f, n, a, sa, b, sb, p, y)) \
  X(void, kg_compare_##S, (kg_comparison f, long n, const T *a, long sa, const T *b, long sb, uint8_t *y), \
    (f, n, a, sa, b, sb, y)) \
  X(void, kg_select_##S, (long n, const uint8_t *c, long sc, const T *a, long sa, const T *b, long sb, T *y), \
    (n, c, sc, a, sa, b, sb, y)) \
  X(void, kg_copy_##S, (long n, const T *x, long sx, T *y, long sy), (n, x, sx, y, sy)) \
  X(void, kg_transpose_##S, (long rows, long columns, const T *x, long sx, T *y), (rows, columns, x, sx, y)) \
  X(void, kg_fill_##S, (long n, T value, T *y), (n, value, y)) \
  X(T, kg_sum_##S, (long n, const T *x, long sx), (n, x, sx)) \
  X(T, kg_max_##S, (long n, const T *x, long sx), (n, x, sx)) \
  X(void, kg_accumulate_##S, (long n, const T *x, T *y), (n, x, y)) \
  /* y = f(y + bias), rows sy apart; bias may be null */ \
  X(void, kg_finish_##S, (kg_activation f, long rows, long columns, const T *bias, T p, T *y, long sy), \
    (f, rows, columns, bias, p, y, sy)) \
  /* out = g times the slope of f at the result y; sums[j] += out[i, j]; f is not the identity */ \
  X(void, kg_gate_##S, \
    (kg_activation f, long rows, long columns, const T *g, long sg, const T *y, long sy, T p, T *out, \
     long so, T *sums), \
    (f, rows, columns, g, sg, y, sy, p, out, so, sums)) \
  X(void, kg_adam_##S, \
    (long n, const T *g, T *w, T *m, T *v, T *vmax, T rate, T beta2, T rest, T decay, T step, T root, \
     T epsilon, T sign), \
    (n, g, w, m, v, vmax, rate, beta2, rest, decay, step, root, epsilon, sign)) \
  X(void, kg_sgd_##S, \
    (long n, const T *g, T *w, T *velocity, T lr, T momentum, T gain, T decay, int nesterov, int first, \
     T sign), \
    (n, g, w, velocity, lr, momentum, gain, decay, nesterov, first, sign))

// Those of one element type.
#define KG_FLOAT_LOOPS(X) \
  /* x = x * factor + summand, rounded once */ \
  X(void, kg_scale_f32, (long n, float factor, float summand, float *x), (n, factor, summand, x)) \
  /* One block of float uniforms in place into normals: x[j], x[j+8] of each 16 become a Box-Muller pair */ \
  X(void, kg_box_muller_f32, (long blocks, float mean, float std, float *x), (blocks, mean, std, x)) \
  /* uint8 pixels 0...255 to float -1...1, by the arithmetic of ToTensor and Normalize(0.5, 0.5) */ \
  X(void, kg_pixels_f32, (long n, const uint8_t *x, float *y), (n, x, y)) \
  /* C[m,n] = A[m,k] B[k,n], row-major, in the order that lets the compiler vectorise */ \
  X(void, kg_vector_gemm, \
    (long m, long n, long k, const float *a, long ra, long ca, const float *b, long rb, long cb, float *c), \
    (m, n, k, a, ra, ca, b, rb, cb, c)) \
  /* C[m, n] (+)= a bᵀ, a's elements sa apart */ \
  X(void, kg_outer_f32, \
    (long m, long n, const float *a, long sa, const float *b, float *c, long sc, int accumulate), \
    (m, n, a, sa, b, c, sc, accumulate)) \
  /* kg_adam_f32 over the rows first..<first + rows of a weight whose gradient is the sum of a[s] b[s]ᵀ */ \
  /* over up to KG_SAMPLES samples, in the bits of kg_outer_f32 for one after another; w, m and v lie at its */ \
  /* row `first` */ \
  X(void, kg_adam_samples_f32, \
    (long first, long rows, long columns, long count, const float *const *a, const float *const *b, float *w, \
     float *m, float *v, float rate, float beta2, float rest, float decay, float step, float root, \
     float epsilon, float sign), \
    (first, rows, columns, count, a, b, w, m, v, rate, beta2, rest, decay, step, root, epsilon, sign))

#define KG_LOOPS(X) KG_TYPED_LOOPS(X, float, f32) KG_TYPED_LOOPS(X, double, f64) KG_FLOAT_LOOPS(X)

enum { KG_SAMPLES = 4 };

// Instructions that the loops are compiled for; baseline is NEON on ARM.
typedef enum { KG_BASELINE, KG_AVX2, KG_AVX512 } kg_level;

// The level in use, and the best that this processor has.
kg_level kg_simd_level(void);
kg_level kg_best_simd_level(void);
// Changes the level for the whole process, for tests; 0, with nothing done, where the processor lacks it.
int kg_choose_simd_level(kg_level level);

#define KG_FIELD(RESULT, NAME, PARAMETERS, ARGUMENTS) RESULT(*NAME) PARAMETERS;
typedef struct { KG_LOOPS(KG_FIELD) } kg_loops;
#undef KG_FIELD

extern const kg_loops *kg_chosen;

#define KG_CALL(RESULT, NAME, PARAMETERS, ARGUMENTS) \
  static inline RESULT NAME PARAMETERS { return kg_chosen->NAME ARGUMENTS; }
KG_LOOPS(KG_CALL)
#undef KG_CALL

// Whether AddressSanitizer watches every byte: then a buffer has exactly the size that was asked for, and is
// given back when it is freed.
extern const int kg_addresses_are_watched;

// Whether ThreadSanitizer watches, which has to be told of locks that wait in the kernel by themselves.
extern const int kg_threads_are_watched;
void kg_tell_taken(const void *lock);
void kg_tell_released(const void *lock);
static inline void kg_lock_taken(const void *lock) {
  if (kg_threads_are_watched) kg_tell_taken(lock);
}
static inline void kg_lock_released(const void *lock) {
  if (kg_threads_are_watched) kg_tell_released(lock);
}

// Asks the system to back memory by pages of 2 MiB, which both borders are multiples of.
void kg_prefer_large_pages(void *memory, size_t size);

// The textbook loop of the benchmark: C[m,n] = A[m,k] B[k,n], row-major.
void kg_naive_gemm(long m, long n, long k, const float *a, long ra, long ca, const float *b, long rb,
                   long cb, float *c);

// Products with a small batch, for processors with 512-bit vectors; ask kg_has_skinny first. Panels are
// 64-byte aligned and hold round16(extent) * k floats.
enum { KG_PANEL = 64 };
int kg_has_skinny(void);
// B[k, n] in panels of columns.
void kg_pack_rows_f32(long k, long n, const float *b, long sb, float *out);
// The transpose of X[m, k] in panels of its rows; only k0..<k1 of the inner extent is written.
void kg_pack_columns_f32(long m, long k0, long k1, long k, const float *x, long sx, float *out);
// C[m, n] (+)= A B, a(i, p) = a[i * rs + p * cs], B packed by rows.
void kg_skinny_rows_f32(long m, long n, long k, const float *a, long rs, long cs, const float *panels,
                        float *c, long sc, int accumulate);
// C[m, n] (+)= X Wᵀ, W[n, k], X packed by columns.
void kg_skinny_columns_f32(long m, long n, long k, const float *w, long sw, const float *panels,
                           float *c, long sc, int accumulate);

// Does multiply-adds as fast as one processor can; returns how many operations.
double kg_peak_f32(long rounds, float factor, float summand);
