// OpenBLAS and LAPACK report a bad argument through xerbla_, by default on stdout and then return
// as if nothing had happened. Every argument is checked before a call, so a call of this function is
// a defect of this package: it prints the routine and stops.
#include <stdio.h>
#include <stdlib.h>

int xerbla_(const char *routine, const int *argument, int length) {
  fprintf(stderr, "Kagami: %.*s refused its argument number %d; please report this.\n", length,
          routine, *argument);
  abort();
}
