// One pass over a parameter for each optimizer step, in the order of operations of PyTorch's
// single-tensor implementations. `sign` is -1 to maximize. Products and sums within a statement become
// one rounding where the machine can; statements are cut where PyTorch's are.

// One element of Adam, whose gradient is G: new moments into m[i] and v[i]; leaves `mean`, `square`.
#define ADAM_MOMENTS(T, G)                                                                        \
  T uphill = sign * (G);                                                                          \
  T d = uphill + decay * w[i];                                                                    \
  /* torch.lerp takes the form that is exact at the nearer end */                                 \
  T mean = near ? m[i] + rate * (d - m[i]) : d - (d - m[i]) * (1 - rate);                         \
  T kept = beta2 * v[i];                                                                          \
  T square = kept + rest * d * d;                                                                 \
  m[i] = mean;                                                                                    \
  v[i] = square;

// A gradient is formed in registers and used at once: only w, m and v are read from memory, without
// a pause. That takes a third less time than writing it to the second-level cache and reading it there.
#define ADAM_SAMPLES(COUNT, SPLIT, SUM)                                                           \
  case 2 * COUNT + (SPLIT > 0):                                                                   \
    for (long r = 0; r < rows; r++)                                                               \
      for (long j = 0; j < columns; j++) {                                                        \
        long i = r * columns + j;                                                                 \
        float gradient = a[0][first + r] * b[0][j];                                               \
        SUM                                                                                       \
        ADAM_MOMENTS(float, gradient)                                                             \
        w[i] -= step * mean / (__builtin_elementwise_sqrt(square) * unroot + epsilon);            \
      }                                                                                           \
    return;
#define ADD(S) gradient += a[S][first + r] * b[S][j];
#define HALF(S) float half = a[S][first + r] * b[S][j];
#define ADD_TO_HALF(S) half += a[S][first + r] * b[S][j];
#define ADD_HALF gradient += half;
static void KG_LOOP(kg_adam_samples_f32)(long first, long rows, long columns, long count, long split,
                                         const float *const *restrict a, const float *const *restrict b,
                                         float *restrict w, float *restrict m, float *restrict v, float rate,
                                         float beta2, float rest, float decay, float step, float root,
                                         float epsilon, float sign) {
  int near = rate < 0.5f;
  float unroot = 1 / root;
  switch (2 * count + (split > 0)) {
    ADAM_SAMPLES(1, 0, )
    ADAM_SAMPLES(2, 0, ADD(1))
    ADAM_SAMPLES(3, 0, ADD(1) ADD(2))
    ADAM_SAMPLES(4, 0, ADD(1) ADD(2) ADD(3))
    ADAM_SAMPLES(5, 0, ADD(1) ADD(2) ADD(3) ADD(4))
    ADAM_SAMPLES(6, 0, ADD(1) ADD(2) ADD(3) ADD(4) ADD(5))
    ADAM_SAMPLES(7, 0, ADD(1) ADD(2) ADD(3) ADD(4) ADD(5) ADD(6))
    ADAM_SAMPLES(8, 0, ADD(1) ADD(2) ADD(3) ADD(4) ADD(5) ADD(6) ADD(7))
    ADAM_SAMPLES(4, 2, ADD(1) HALF(2) ADD_TO_HALF(3) ADD_HALF)
    ADAM_SAMPLES(6, 3, ADD(1) ADD(2) HALF(3) ADD_TO_HALF(4) ADD_TO_HALF(5) ADD_HALF)
    ADAM_SAMPLES(8, 4, ADD(1) ADD(2) ADD(3) HALF(4) ADD_TO_HALF(5) ADD_TO_HALF(6) ADD_TO_HALF(7) ADD_HALF)
  }
}
