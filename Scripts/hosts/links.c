// Measures links between ranks: messages to and fro between the first two, and sums over all of them by four ways.
// Prints JSON.
//
//   links BUDGET_SECONDS LARGEST_BYTES NAP_US PIECE_BYTES
//
// PIECE_BYTES is the most that one rank sends another at once in a sum in buckets. A rank that waits tests again after a
// nap, so that more ranks than cores do not take each other's time; without (0), in MPI_Wait.

#define _GNU_SOURCE
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>

enum { mostRounds = 200 };

static int rank, ranks, pieceLimit;
static float *values, *sums, *received;
static double budget;
static long nap;

static int ascending(const void *left, const void *right) {
  double a = *(const double *)left, b = *(const double *)right;
  return (a > b) - (a < b);
}

static void finish(MPI_Request *request) {
  int isDone = 0;
  if (nap == 0) MPI_Wait(request, MPI_STATUS_IGNORE);
  else
    while (MPI_Test(request, &isDone, MPI_STATUS_IGNORE), !isDone) nanosleep(&(struct timespec){.tv_nsec = nap}, NULL);
}

static void send(int bytes) {
  MPI_Request request;
  MPI_Isend(values, bytes, MPI_BYTE, 1 - rank, 0, MPI_COMM_WORLD, &request);
  finish(&request);
}

static void receive(int bytes) {
  MPI_Request request;
  MPI_Irecv(sums, bytes, MPI_BYTE, 1 - rank, 0, MPI_COMM_WORLD, &request);
  finish(&request);
}

static void roundTrip(int bytes) {
  if (rank == 0) send(bytes), receive(bytes);
  if (rank == 1) receive(bytes), send(bytes);
}

// The sum in pieces: rank j adds the j-th pieces of all, in the order of ranks, and sends the result to all.
static void inPieces(int bytes) {
  int count = bytes / 4, counts[ranks], starts[ranks], ownCounts[ranks], ownStarts[ranks];
  for (int j = 0; j < ranks; j++) {
    starts[j] = (int)((long)count * j / ranks);
    counts[j] = (int)((long)count * (j + 1) / ranks) - starts[j];
  }
  int own = (int)((long)count * (rank + 1) / ranks) - (int)((long)count * rank / ranks);
  for (int j = 0; j < ranks; j++) {
    ownCounts[j] = own;
    ownStarts[j] = j * own;
  }
  MPI_Request request;
  MPI_Ialltoallv(values, counts, starts, MPI_FLOAT, received, ownCounts, ownStarts, MPI_FLOAT, MPI_COMM_WORLD, &request);
  finish(&request);
  float *sum = sums + starts[rank];
  memcpy(sum, received, (size_t)own * 4);
  for (int j = 1; j < ranks; j++) {
    const float *piece = received + ownStarts[j];
    for (int i = 0; i < own; i++) sum[i] += piece[i];
  }
  MPI_Iallgatherv(MPI_IN_PLACE, 0, MPI_FLOAT, sums, counts, starts, MPI_FLOAT, MPI_COMM_WORLD, &request);
  finish(&request);
}

// The same in equal buckets, one after the other, of which no piece is larger than the limit.
static void inBuckets(int bytes) {
  int buckets = (int)((bytes + (long)pieceLimit * ranks - 1) / ((long)pieceLimit * ranks));
  for (int i = 0; i < buckets; i++) inPieces(bytes / buckets / 4 * 4);
}

// The sum of what all ranks have, gathered whole: for few bytes.
static void gathered(int bytes) {
  int count = bytes / 4;
  MPI_Request request;
  MPI_Iallgather(values, count, MPI_FLOAT, received, count, MPI_FLOAT, MPI_COMM_WORLD, &request);
  finish(&request);
  memcpy(sums, received, (size_t)bytes);
  for (int j = 1; j < ranks; j++) {
    for (int i = 0; i < count; i++) sums[i] += received[j * count + i];
  }
}

static void reduced(int bytes) {
  MPI_Request request;
  MPI_Iallreduce(values, sums, bytes / 4, MPI_FLOAT, MPI_SUM, MPI_COMM_WORLD, &request);
  finish(&request);
}

// The median of seconds over rounds, each until the last rank is done, within the budget.
static double median(void (*run)(int), int bytes) {
  double seconds[mostRounds], spent = 0;
  int rounds = 0;
  // The first two open connections and windows.
  for (int warm = -2; warm < mostRounds && rounds < mostRounds; warm++) {
    MPI_Request request;
    MPI_Ibarrier(MPI_COMM_WORLD, &request);
    finish(&request);
    double start = MPI_Wtime();
    run(bytes);
    double took = MPI_Wtime() - start;
    MPI_Iallreduce(MPI_IN_PLACE, &took, 1, MPI_DOUBLE, MPI_MAX, MPI_COMM_WORLD, &request);
    finish(&request);
    if (warm < 0) continue;
    seconds[rounds++] = took;
    spent += took;
    if (spent > budget && rounds >= 5) break;
  }
  qsort(seconds, (size_t)rounds, sizeof *seconds, ascending);
  return seconds[rounds / 2];
}

int main(int count, char **arguments) {
  MPI_Init(&count, &arguments);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  if (count != 5 || ranks < 2) {
    if (rank == 0) fprintf(stderr, "usage: links BUDGET_SECONDS LARGEST_BYTES NAP_US PIECE_BYTES, with two ranks or more\n");
    MPI_Abort(MPI_COMM_WORLD, 64);
  }
  budget = atof(arguments[1]);
  int largest = atoi(arguments[2]);
  nap = atol(arguments[3]) * 1000;
  pieceLimit = atoi(arguments[4]);
  prctl(PR_SET_TIMERSLACK, 1);
  values = calloc((size_t)largest, 1);
  sums = calloc((size_t)largest, 1);
  received = calloc((size_t)largest + 4096 * 8, (size_t)ranks);

  if (rank == 0) printf("{\"ranks\": %d,\n \"messages\": [", ranks);
  const int sizes[] = {8, 1024, 8192, 65536, 262144, 1048576, 4194304};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes && sizes[i] <= largest; i++) {
    double took = median(roundTrip, sizes[i]) / 2;
    if (rank == 0) printf("%s[%d, %.9f]", i ? ", " : "", sizes[i], took);
  }
  if (rank == 0) printf("],\n \"sums\": [");
  const int payloads[] = {4096, 16384, 65536, 262144, 1048576, 2970452, 5945408, 12582912};
  for (size_t i = 0; i < sizeof payloads / sizeof *payloads && payloads[i] <= largest; i++) {
    int bytes = payloads[i];
    double pieces = median(inPieces, bytes), buckets = median(inBuckets, bytes), allreduce = median(reduced, bytes);
    double whole = bytes <= 65536 ? median(gathered, bytes) : 0;
    if (rank == 0) {
      printf("%s\n  {\"bytes\": %d, \"pieces\": %.9f, \"buckets\": %.9f", i ? "," : "", bytes, pieces, buckets);
      printf(", \"allreduce\": %.9f", allreduce);
      if (whole > 0) printf(", \"gathered\": %.9f", whole);
      printf("}");
      fflush(stdout);
    }
  }
  if (rank == 0) printf("]}\n");
  MPI_Finalize();
}
