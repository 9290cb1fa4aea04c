// Steps of optimizers, one element at a time in double precision. A bound is a few units of the largest numbers
// that enter a sum: they may cancel.
#include "check.h"

typedef struct { double rate, beta2, rest, decay, step, root, epsilon, sign; } constants;
// An element, the gradient's size, and whether the largest second moment is kept.
typedef struct { double w, m, v, top; } moments;

static moments adam_truth(const constants *c, double g, moments x, int keeps_top) {
  double d = c->sign * g + c->decay * x.w;
  x.m += c->rate * (d - x.m);
  x.v = c->beta2 * x.v + c->rest * d * d;
  x.top = keeps_top ? larger(x.v, x.top) : x.v;
  x.w -= c->step * x.m / (sqrt(x.top) / c->root + c->epsilon);
  return x;
}

// `size` is that of the gradient's summands.
static moments adam_slack(kg_element type, const constants *c, double size, moments before, moments after) {
  double unit = epsilon_of(type), d = size + c->decay * fabs(before.w);
  moments slack = {.m = 4 * unit * (fabs(before.m) + d), .v = 8 * unit * (before.v + c->rest * d * d)};
  slack.top = slack.v;
  slack.w = unit * (2 * fabs(before.w) +
                    16 * c->step * (fabs(before.m) + d) / (sqrt(after.top) / c->root + c->epsilon));
  return slack;
}

// Slow and fast first moments, which take another form; with decay; maximizing.
enum { CHOICES = 3 };
static constants constants_of(kg_element type, int choice) {
  static const constants all[CHOICES] = {{0.1, 0.999, 0.001, 0, 2e-4, 0.7, 1e-8, 1},
                                         {0.9, 0.99, 0.01, 0.01, 1e-3, 0.3, 1e-6, -1},
                                         {0.5, 0.9, 0.1, 0.1, 0.1, 1, 1e-8, 1}};
  constants c = all[choice];
  double *each = &c.rate;
  for (int i = 0; i < 8; i++) each[i] = rounded(type, each[i]);
  return c;
}

static void check_adam(kg_element type) {
  double g[LONGEST], w[LONGEST], m[LONGEST], v[LONGEST], top[LONGEST];
  begin(LOOP_adam, type, 0);
  for (int choice = 0; choice < CHOICES; choice++)
    for (int keeps_top = 0; keeps_top < 2; keeps_top++)
      for (long n = 0; n <= LONGEST; n++) {
        constants c = constants_of(type, choice);
        for (long i = 0; i < n; i++) {
          g[i] = draw_signed();
          w[i] = rounded(type, draw_signed());
          m[i] = draw_signed();
          v[i] = draw() + 0.001;
          top[i] = draw() + 0.001;
        }
        const void *gradient = input(0, type, n, g, 1);
        void *mean = input(1, type, n, m, 1), *square = input(2, type, n, v, 1), *most = input(3, type, n, top, 1);
        void *weight = output(type, n);
        for (long i = 0; i < n; i++) put(type, weight, i, w[i]);
        at(n, 0, 0);
        kg_adam(type, n, gradient, weight, mean, square, keeps_top ? most : 0, c.rate, c.beta2, c.rest, c.decay,
                c.step, c.root, c.epsilon, c.sign);
        for (long i = 0; i < n; i++) {
          moments before = {w[i], m[i], v[i], top[i]}, truth = adam_truth(&c, g[i], before, keeps_top);
          moments slack = adam_slack(type, &c, fabs(g[i]), before, truth);
          expect(i, get(type, weight, i), truth.w, 0, slack.w);
          expect(i, get(type, mean, i), truth.m, 0, slack.m);
          expect(i, get(type, square, i), truth.v, 0, slack.v);
          expect(i, get(type, most, i), keeps_top ? truth.top : top[i], 0, keeps_top ? slack.top : 0);
        }
        expect_fences(type, n);
      }
}

static void check_sgd(kg_element type) {
  double g[LONGEST], w[LONGEST], u[LONGEST];
  double lr = rounded(type, 0.1), momentum = rounded(type, 0.9), gain = rounded(type, 0.7);
  begin(LOOP_sgd, type, 0);
  for (int variant = 0; variant < 16; variant++)
    for (long n = 0; n <= LONGEST; n++) {
      int has_velocity = variant & 1, nesterov = variant >> 1 & 1, first = variant >> 2 & 1;
      double sign = variant & 8 ? -1 : 1, decay = rounded(type, variant & 8 ? 0.01 : 0);
      for (long i = 0; i < n; i++) {
        g[i] = draw_signed();
        w[i] = rounded(type, draw_signed());
        u[i] = draw_signed();
      }
      const void *gradient = input(0, type, n, g, 1);
      void *velocity = input(1, type, n, u, 1), *weight = output(type, n);
      for (long i = 0; i < n; i++) put(type, weight, i, w[i]);
      at(n, 0, 0);
      kg_sgd(type, n, gradient, weight, has_velocity ? velocity : 0, lr, momentum, gain, decay, nesterov, first, sign);
      for (long i = 0; i < n; i++) {
        double d = sign * g[i] + decay * w[i], kept = first ? d : momentum * u[i] + gain * d;
        double step = !has_velocity ? d : nesterov ? d + momentum * kept : kept;
        double slack = 4 * epsilon_of(type) * (fabs(g[i]) + fabs(w[i]) + fabs(u[i]));
        expect(i, get(type, weight, i), w[i] - lr * step, 0, slack);
        expect(i, get(type, velocity, i), has_velocity ? kept : u[i], 0, has_velocity ? slack : 0);
      }
      expect_fences(type, n);
    }
}

void check_optimizers(kg_element type) {
  check_adam(type);
  check_sgd(type);
}

// A gradient that is the sum of a few products of columns and rows: close to the truth; and where rows are
// whole vectors, in the bits of forming it in memory first.
static void check_sums(long count, long split) {
  enum { FIRST = 3, ROWS = 3 };
  static float a[KG_SAMPLES][FIRST + ROWS], b[KG_SAMPLES][LONGEST], formed[ROWS * LONGEST], half[ROWS * LONGEST];
  static float now[3][ROWS * LONGEST], other[3][ROWS * LONGEST], before[3][ROWS * LONGEST];
  const float *as[KG_SAMPLES], *bs[KG_SAMPLES];
  for (int choice = 0; choice < CHOICES; choice++)
    for (long columns = 1; columns <= LONGEST; columns++) {
      constants c = constants_of(KG_FLOAT32, choice);
      for (int s = 0; s < KG_SAMPLES; s++) {
        for (long i = 0; i < FIRST + ROWS; i++) a[s][i] = (float)draw_signed();
        for (long j = 0; j < columns; j++) b[s][j] = (float)draw_signed();
        as[s] = a[s];
        bs[s] = b[s];
      }
      for (long i = 0; i < ROWS * LONGEST; i++) {
        before[0][i] = (float)draw_signed();
        before[1][i] = (float)draw_signed();
        before[2][i] = (float)draw() + 0.001f;
      }
      memcpy(now, before, sizeof before);
      memcpy(other, before, sizeof before);
      at(ROWS, columns, count);
      kg_adam_samples_f32(FIRST, ROWS, columns, count, split, as, bs, now[0], now[1], now[2], (float)c.rate,
                          (float)c.beta2, (float)c.rest, (float)c.decay, (float)c.step, (float)c.root,
                          (float)c.epsilon, (float)c.sign);
      for (long i = 0; i < ROWS * columns; i++) {
        double g = 0, size = 0;
        for (long s = 0; s < count; s++) {
          double product = (double)a[s][FIRST + i / columns] * (double)b[s][i % columns];
          g += product;
          size += fabs(product);
        }
        moments x = {before[0][i], before[1][i], before[2][i], 0}, truth = adam_truth(&c, g, x, 0);
        moments slack = adam_slack(KG_FLOAT32, &c, size, x, truth);
        expect(i, now[0][i], truth.w, 0, slack.w);
        expect(i, now[1][i], truth.m, 0, slack.m);
        expect(i, now[2][i], truth.v, 0, slack.v);
      }
      for (int part = 0; part < 3; part++)
        for (long i = ROWS * columns; i < ROWS * LONGEST; i++) expect_exactly(i, now[part][i], before[part][i]);
      if (columns % 16) continue;
      const long first = split ? split : count;
      for (long s = 0; s < first; s++) kg_outer_f32(ROWS, columns, a[s] + FIRST, 1, b[s], formed, columns, s > 0);
      for (long s = first; s < count; s++)
        kg_outer_f32(ROWS, columns, a[s] + FIRST, 1, b[s], half, columns, s > first);
      if (split) kg_accumulate(KG_FLOAT32, ROWS * columns, half, formed);
      kg_adam(KG_FLOAT32, ROWS * columns, formed, other[0], other[1], other[2], 0, c.rate, c.beta2, c.rest,
              c.decay, c.step, c.root, c.epsilon, c.sign);
      for (int part = 0; part < 3; part++)
        for (long i = 0; i < ROWS * columns; i++) expect_exactly(i, now[part][i], other[part][i]);
    }
}

void check_samples(void) {
  begin(LOOP_kg_adam_samples_f32, KG_FLOAT32, 0);
  for (long count = 1; count <= KG_SAMPLES; count++) {
    check_sums(count, 0);
    if (count > 2 && count % 2 == 0) check_sums(count, count / 2);
  }
}
