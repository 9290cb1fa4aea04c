// One pass over a parameter for each optimizer step, in the order of operations of PyTorch's
// single-tensor implementations. `sign` is -1 to maximize. Products and sums within a statement become
// one rounding where the machine can; statements are cut where PyTorch's are.
#include "CKernels.h"
#include "clones.h"

// One element of Adam: new moments into m[i] and v[i]; leaves `mean` and `square`.
#define ADAM_MOMENTS(T)                                                                           \
  T uphill = sign * g[i];                                                                         \
  T d = uphill + decay * w[i];                                                                    \
  /* torch.lerp takes the form that is exact at the nearer end */                                 \
  T mean = near ? m[i] + rate * (d - m[i]) : d - (d - m[i]) * (1 - rate);                         \
  T kept = beta2 * v[i];                                                                          \
  T square = kept + rest * d * d;                                                                 \
  m[i] = mean;                                                                                    \
  v[i] = square;

#define OPTIMIZERS(T, S)                                                                          \
  /* rate = 1 - beta1, rest = 1 - beta2, both rounded from double as PyTorch's are;               \
     step = lr / (1 - beta1^t), root = sqrt(1 - beta2^t); vmax is null without amsgrad, and has a loop\
     of its own: a masked load from a null pointer costs more than all the rest */                \
  KG_CLONES void kg_adam_##S(long n, const T *g, T *w, T *m, T *v, T *vmax, T rate, T beta2,      \
                             T rest, T decay, T step, T root, T epsilon, T sign) {                \
    int near = rate < (T)0.5;                                                                     \
    /* A product for PyTorch's quotient: the last bit may differ, and the loop takes a quarter less */\
    T unroot = 1 / root;                                                                          \
    if (!vmax) {                                                                                  \
      for (long i = 0; i < n; i++) {                                                              \
        ADAM_MOMENTS(T)                                                                           \
        w[i] -= step * mean / (__builtin_elementwise_sqrt(square) * unroot + epsilon);            \
      }                                                                                           \
      return;                                                                                     \
    }                                                                                             \
    for (long i = 0; i < n; i++) {                                                                \
      ADAM_MOMENTS(T)                                                                             \
      T top = square > vmax[i] ? square : vmax[i];                                                \
      vmax[i] = top;                                                                              \
      w[i] -= step * mean / (__builtin_elementwise_sqrt(top) * unroot + epsilon);                 \
    }                                                                                             \
  }                                                                                               \
  KG_CLONES void kg_sgd_##S(long n, const T *g, T *w, T *velocity, T lr, T momentum, T gain,      \
                            T decay, int nesterov, int first, T sign) {                           \
    if (!velocity) {                                                                              \
      for (long i = 0; i < n; i++) {                                                              \
        T uphill = sign * g[i];                                                                   \
        T d = uphill + decay * w[i];                                                              \
        w[i] -= lr * d;                                                                           \
      }                                                                                           \
      return;                                                                                     \
    }                                                                                             \
    for (long i = 0; i < n; i++) {                                                                \
      T uphill = sign * g[i];                                                                     \
      T d = uphill + decay * w[i];                                                                \
      T kept = momentum * velocity[i];                                                            \
      T u = first ? d : kept + gain * d;                                                          \
      velocity[i] = u;                                                                            \
      w[i] -= lr * (nesterov ? d + momentum * u : u);                                             \
    }                                                                                             \
  }
OPTIMIZERS(float, f32)
OPTIMIZERS(double, f64)
