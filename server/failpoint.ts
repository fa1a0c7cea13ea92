let onReach: ((name: string) => void) | undefined

/**
 * A place at which a test may have the process die. Without a test it does nothing: nothing in the product arms it, no
 * setting and no request can.
 *
 * @param name said once in the whole program, as a plain string: the list of all is read from the code
 */
export function failpoint(name: string): void {
  onReach?.(name)
}

/** For the test entry point that is loaded before the product (reliability/failpoints/arm.ts), and nobody else. */
export function armFailpoints(reach: (name: string) => void): void {
  onReach = reach
}
