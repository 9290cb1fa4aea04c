// Optimizer steps over a parameter of element type T; see optimizers.h.

// Vectors of 32 bytes, at the level that has wider ones too: the loop waits for memory, and where other
// processes load it, whole lines at a time made a step of 16 samples a tenth slower.
#if KG_LANES == 16
#define KG_HALF_VECTORS _Pragma("clang loop vectorize_width(32 / sizeof(T))")
#else
#define KG_HALF_VECTORS
#endif

// rate = 1 - beta1, rest = 1 - beta2, both rounded from double as PyTorch's are;
// step = lr / (1 - beta1^t), root = sqrt(1 - beta2^t); vmax is null without amsgrad, and has a loop
// of its own: a masked load from a null pointer costs more than all the rest
static void TYPED(adam)(long n, const void *gradient, void *weight, void *mean_, void *square_, void *maximum,
                        double rate_, double beta2_, double rest_, double decay_, double step_, double root_,
                        double epsilon_, double sign_) {
  const T *g = gradient;
  T *w = weight, *m = mean_, *v = square_, *vmax = maximum;
  T rate = (T)rate_, beta2 = (T)beta2_, rest = (T)rest_, decay = (T)decay_, step = (T)step_;
  T root = (T)root_, epsilon = (T)epsilon_, sign = (T)sign_;
  int near = rate < (T)0.5;
  // A product for PyTorch's quotient: the last bit may differ, and the loop takes a quarter less.
  T unroot = 1 / root;
  if (!vmax) {
    KG_HALF_VECTORS
    for (long i = 0; i < n; i++) {
      ADAM_MOMENTS(T, g[i])
      w[i] -= step * mean / (__builtin_elementwise_sqrt(square) * unroot + epsilon);
    }
    return;
  }
  for (long i = 0; i < n; i++) {
    ADAM_MOMENTS(T, g[i])
    T top = square > vmax[i] ? square : vmax[i];
    vmax[i] = top;
    w[i] -= step * mean / (__builtin_elementwise_sqrt(top) * unroot + epsilon);
  }
}

static void TYPED(sgd)(long n, const void *gradient, void *weight, void *velocity_, double lr_,
                       double momentum_, double gain_, double decay_, int nesterov, int first, double sign_) {
  const T *g = gradient;
  T *w = weight, *velocity = velocity_;
  T lr = (T)lr_, momentum = (T)momentum_, gain = (T)gain_, decay = (T)decay_, sign = (T)sign_;
  if (!velocity) {
    for (long i = 0; i < n; i++) {
      T uphill = sign * g[i];
      T d = uphill + decay * w[i];
      w[i] -= lr * d;
    }
    return;
  }
  for (long i = 0; i < n; i++) {
    T uphill = sign * g[i];
    T d = uphill + decay * w[i];
    T kept = momentum * velocity[i];
    T u = first ? d : kept + gain * d;
    velocity[i] = u;
    w[i] -= lr * (nesterov ? d + momentum * u : u);
  }
}
#undef KG_HALF_VECTORS
