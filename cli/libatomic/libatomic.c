/*
 * A stand-in for libatomic.so.1 on systems that lack it (a bare Debian does): the Node that `npm ci` brings along needs
 * one function of it. cli/huiyin puts it in place only where the real library is missing.
 *
 * gcc -O2 -fPIC -shared -nostdlib -mcx16 -s -Wl,-soname,libatomic.so.1 -Wl,--version-script=libatomic.map \
 *     -o linux-x64/libatomic.so.1 libatomic.c
 */
#include <stdbool.h>
#include <stddef.h>

/* Objects too large for one instruction share a lock; the one process that loads this has no other user of them. */
static char lock;

static bool same(const unsigned char *a, const unsigned char *b, size_t size) {
  for (size_t i = 0; i < size; i++)
    if (a[i] != b[i]) return false;
  return true;
}

static void copy(unsigned char *to, const unsigned char *from, size_t size) {
  for (size_t i = 0; i < size; i++) to[i] = from[i];
}

static bool under_lock(size_t size, void *object, void *expected, void *desired) {
  while (__atomic_test_and_set(&lock, __ATOMIC_ACQUIRE)) continue;
  bool swapped = same(object, expected, size);
  if (swapped)
    copy(object, desired, size);
  else
    copy(expected, object, size);
  __atomic_clear(&lock, __ATOMIC_RELEASE);
  return swapped;
}

#define SWAP(type)                                                                                                  \
  __atomic_compare_exchange_n((type *)object, (type *)expected, *(type *)desired, false, __ATOMIC_SEQ_CST,          \
                              __ATOMIC_SEQ_CST)

static bool swap_16(void *object, void *expected, void *desired) {
  unsigned __int128 before = *(unsigned __int128 *)expected;
  unsigned __int128 found = __sync_val_compare_and_swap((unsigned __int128 *)object, before, *(unsigned __int128 *)desired);
  if (found == before) return true;
  *(unsigned __int128 *)expected = found;
  return false;
}

bool huiyin_compare_exchange(size_t size, void *object, void *expected, void *desired, int success, int failure)
    __asm__("__atomic_compare_exchange");

bool huiyin_compare_exchange(size_t size, void *object, void *expected, void *desired, int success, int failure) {
  (void)success;
  (void)failure;
  switch (size != 0 && ((size_t)object % size) == 0 ? size : 0) {
    case 1: return SWAP(unsigned char);
    case 2: return SWAP(unsigned short);
    case 4: return SWAP(unsigned int);
    case 8: return SWAP(unsigned long);
    case 16: return swap_16(object, expected, desired);
    default: return under_lock(size, object, expected, desired);
  }
}
