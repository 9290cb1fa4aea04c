// Stands in for training in the tests of this folder: sums over all ranks, step after step, and a file for each
// step; where a sum is not done in time, all ranks are aborted.
//
//   loop --out FOLDER [--steps N] [--checkpoint-every N]
//   loop --resume FOLDER
//
// KAGAMI_TIMEOUT is the time in seconds; FOLDER/checkpoint has the steps done, all steps, and those from file to file.

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

enum { done, all, every };

static void load(const char *path, int *run) {
  FILE *file = fopen(path, "r");
  if (!file || fscanf(file, "%d %d %d", &run[done], &run[all], &run[every]) != 3) {
    fprintf(stderr, "%s: expected three numbers\n", path);
    MPI_Abort(MPI_COMM_WORLD, 65);
  }
  fclose(file);
}

static void save(const char *path, const char *fresh, const int *run) {
  FILE *file = fopen(fresh, "w");
  fprintf(file, "%d %d %d\n", run[done], run[all], run[every]);
  fclose(file);
  rename(fresh, path);
}

int main(int argumentCount, char **arguments) {
  MPI_Init(&argumentCount, &arguments);
  int rank, resumes = 0, run[] = {0, 100, 10};
  const char *folder = ".";
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  for (int i = 1; i + 1 < argumentCount; i++) {
    if (strcmp(arguments[i], "--resume") == 0) resumes = 1;
    if (strcmp(arguments[i], "--resume") == 0 || strcmp(arguments[i], "--out") == 0) folder = arguments[i + 1];
    if (strcmp(arguments[i], "--steps") == 0) run[all] = atoi(arguments[i + 1]);
    if (strcmp(arguments[i], "--checkpoint-every") == 0) run[every] = atoi(arguments[i + 1]);
  }
  const char *limit = getenv("KAGAMI_TIMEOUT");
  double timeout = limit ? atof(limit) : 1e9;
  char path[4096], fresh[4096];
  snprintf(path, sizeof path, "%s/checkpoint", folder);
  snprintf(fresh, sizeof fresh, "%s/checkpoint.new", folder);
  mkdir(folder, 0777);
  if (resumes && rank == 0) load(path, run);
  MPI_Bcast(run, 3, MPI_INT, 0, MPI_COMM_WORLD);
  while (run[done] < run[all]) {
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
    run[done]++;
    if (rank == 0 && (run[done] % run[every] == 0 || run[done] == run[all])) save(path, fresh, run);
  }
  if (rank == 0) printf("%d steps\n", run[done]);
  MPI_Finalize();
}
