// A switch between tap devices: each port sends at a rate, after a delay, from a queue of limited size. It is used
// where the kernel has no netem.
//
//   switch MBITS DELAY_US QUEUE_KIB PORT…
//
// Ports are created as taps of these names; "ready" is printed once they exist. Standard input takes "cut NAME" and
// "join NAME", which take a port's carrier away and give it back; at its end the switch ends, and the taps with it.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <poll.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { mostPorts = 16, largestFrame = 9216, slots = 1024 };

typedef struct {
  int64_t due;
  int length;
  unsigned char bytes[largestFrame];
} Frame;

typedef struct {
  const char *name;
  int tap, isCut, isKnown;
  unsigned char address[6];
  // When the line of this port has sent all that was queued for it.
  int64_t freeAt;
  // A ring of frames, in order of when they are due.
  Frame *ring;
  int first, count;
  int64_t queued;
} Port;

static Port ports[mostPorts];
static int portCount;
static double nanosecondsPerByte;
static int64_t delay, queueLimit;

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static int openTap(const char *name) {
  struct ifreq request = {0};
  int tap = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (tap < 0) return -1;
  request.ifr_flags = IFF_TAP | IFF_NO_PI;
  strncpy(request.ifr_name, name, IFNAMSIZ - 1);
  return ioctl(tap, TUNSETIFF, &request) < 0 ? -1 : tap;
}

static void enqueue(Port *port, const unsigned char *bytes, int length, int64_t arrival) {
  if (port->isCut || port->count == slots || port->queued + length > queueLimit) return;
  Frame *frame = &port->ring[(port->first + port->count++) % slots];
  port->queued += length;
  if (port->freeAt < arrival) port->freeAt = arrival;
  // 24 more bytes pass for a frame on Ethernet: preamble, checksum, gap.
  port->freeAt += (int64_t)((length + 24) * nanosecondsPerByte);
  frame->due = port->freeAt + delay;
  frame->length = length;
  memcpy(frame->bytes, bytes, (size_t)length);
}

static void forward(Port *source, const unsigned char *bytes, int length) {
  int64_t arrival = now();
  memcpy(source->address, bytes + 6, 6);
  source->isKnown = 1;
  if (!(bytes[0] & 1)) {
    for (Port *port = ports; port < ports + portCount; port++) {
      if (!port->isKnown || memcmp(port->address, bytes, 6) != 0) continue;
      if (port != source) enqueue(port, bytes, length, arrival);
      return;
    }
  }
  for (Port *port = ports; port < ports + portCount; port++) {
    if (port != source) enqueue(port, bytes, length, arrival);
  }
}

static void readFrames(Port *port) {
  unsigned char bytes[largestFrame];
  // A few at a time, so that no port keeps the others waiting.
  for (int i = 0; i < 16; i++) {
    ssize_t length = read(port->tap, bytes, sizeof bytes);
    if (length < 14) return;
    if (!port->isCut) forward(port, bytes, (int)length);
  }
}

// Sends what is due and returns when the next frame is.
static int64_t deliver(void) {
  int64_t next = INT64_MAX;
  for (Port *port = ports; port < ports + portCount; port++) {
    while (port->count > 0) {
      Frame *frame = &port->ring[port->first];
      if (frame->due > now()) {
        if (frame->due < next) next = frame->due;
        break;
      }
      if (!port->isCut && write(port->tap, frame->bytes, (size_t)frame->length) < 0 && errno == EAGAIN) {
        frame->due += 50000;
        break;
      }
      port->queued -= frame->length;
      port->first = (port->first + 1) % slots;
      port->count--;
    }
  }
  return next;
}

// Returns whether there is more to come.
static int obey(void) {
  char text[256];
  ssize_t length = read(STDIN_FILENO, text, sizeof text - 1);
  if (length <= 0) return length < 0 && errno == EINTR;
  text[length] = 0;
  for (char *rest = text, *line; (line = strsep(&rest, "\n"));) {
    char word[8], name[64];
    if (sscanf(line, "%7s %63s", word, name) != 2) continue;
    for (Port *port = ports; port < ports + portCount; port++) {
      if (strcmp(port->name, name) != 0) continue;
      port->isCut = strcmp(word, "cut") == 0;
      int carrier = !port->isCut;
      ioctl(port->tap, TUNSETCARRIER, &carrier);
    }
  }
  return 1;
}

int main(int count, char **arguments) {
  if (count < 6 || count - 4 > mostPorts) {
    fprintf(stderr, "usage: switch MBITS DELAY_US QUEUE_KIB PORT PORT…\n");
    return 64;
  }
  nanosecondsPerByte = 8000 / atof(arguments[1]);
  delay = atoll(arguments[2]) * 1000;
  queueLimit = atoll(arguments[3]) * 1024;
  for (int i = 4; i < count; i++) {
    Port *port = &ports[portCount++];
    port->name = arguments[i];
    port->tap = openTap(port->name);
    port->ring = malloc(slots * sizeof(Frame));
    if (port->tap < 0 || !port->ring) {
      perror(port->name);
      return 1;
    }
  }
  // Ranks poll without pause; a frame that is due goes before them.
  struct sched_param priority = {.sched_priority = 1};
  sched_setscheduler(0, SCHED_FIFO, &priority);
  printf("ready\n");
  fflush(stdout);

  struct pollfd events[mostPorts + 1];
  for (int i = 0; i < portCount; i++) events[i] = (struct pollfd){.fd = ports[i].tap, .events = POLLIN};
  events[portCount] = (struct pollfd){.fd = STDIN_FILENO, .events = POLLIN};
  for (;;) {
    int64_t left = deliver() - now();
    if (left < 0) left = 0;
    // Nothing is due: wake up once a second at most.
    if (left > 1000000000) left = 1000000000;
    struct timespec pause = {.tv_sec = left / 1000000000, .tv_nsec = left % 1000000000};
    if (ppoll(events, (nfds_t)portCount + 1, &pause, NULL) <= 0) continue;
    for (int i = 0; i < portCount; i++) {
      if (events[i].revents & POLLIN) readFrames(&ports[i]);
    }
    if (events[portCount].revents && !obey()) return 0;
  }
}
