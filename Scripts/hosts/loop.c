// Stands in for training in the tests of this folder: sums over all ranks, step after step, and a file for each
// step; where a sum is not done in time, all ranks are aborted.
//
//   loop --out FOLDER | --resume FOLDER   [--steps N] [--checkpoint-every N]
//
// KAGAMI_TIMEOUT is the time in seconds; FOLDER/step has the number of steps done.

#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

// As many numbers as the larger of the two networks has.
enum { count = 1486352 };
static float values[count], sums[count];

static int readStep(const char *path) {
  int step = 0;
  FILE *file = fopen(path, "r");
  if (!file || fscanf(file, "%d", &step) != 1) step = 0;
  if (file) fclose(file);
  return step;
}

int main(int argumentCount, char **arguments) {
  MPI_Init(&argumentCount, &arguments);
  int rank, resumes = 0, steps = 100, every = 10, step = 0;
  const char *folder = ".";
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  for (int i = 1; i + 1 < argumentCount; i++) {
    if (strcmp(arguments[i], "--resume") == 0) resumes = 1;
    if (strcmp(arguments[i], "--resume") == 0 || strcmp(arguments[i], "--out") == 0) folder = arguments[i + 1];
    if (strcmp(arguments[i], "--steps") == 0) steps = atoi(arguments[i + 1]);
    if (strcmp(arguments[i], "--checkpoint-every") == 0) every = atoi(arguments[i + 1]);
  }
  const char *limit = getenv("KAGAMI_TIMEOUT");
  double timeout = limit ? atof(limit) : 1e9;
  char path[4096], fresh[4096];
  snprintf(path, sizeof path, "%s/step", folder);
  snprintf(fresh, sizeof fresh, "%s/step.new", folder);
  mkdir(folder, 0777);
  if (resumes && rank == 0) step = readStep(path);
  MPI_Bcast(&step, 1, MPI_INT, 0, MPI_COMM_WORLD);
  while (step < steps) {
    MPI_Request request;
    int isDone = 0;
    double start = MPI_Wtime();
    MPI_Iallreduce(values, sums, count, MPI_FLOAT, MPI_SUM, MPI_COMM_WORLD, &request);
    while (MPI_Test(&request, &isDone, MPI_STATUS_IGNORE), !isDone) {
      if (MPI_Wtime() - start > timeout) {
        fprintf(stderr, "rank %d: no progress for %g s, all ranks are aborted\n", rank, timeout);
        // MPICH's MPI_Abort never returns on a host that is cut off.
        alarm(2);
        MPI_Abort(MPI_COMM_WORLD, 75);
      }
      nanosleep(&(struct timespec){.tv_nsec = 100000}, NULL);
    }
    step++;
    if (rank == 0 && (step % every == 0 || step == steps)) {
      FILE *file = fopen(fresh, "w");
      fprintf(file, "%d\n", step);
      fclose(file);
      rename(fresh, path);
    }
  }
  if (rank == 0) printf("%d steps\n", step);
  MPI_Finalize();
}
