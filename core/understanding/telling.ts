import type { Matrix } from './matrix.ts'

/**
 * How strongly each column tells texts of a class from the others: the root of its log-count ratio (naive Bayes; Wang and
 * Manning, ACL 2012, there without the root). Scaled so that rows multiplied by it keep a length of 1 on average.
 *
 * @param texts the rows to count in
 * @param sides by row: 1 for the class, -1 for the others
 */
export function tellingOf(matrix: Matrix, texts: Int32Array, sides: Int8Array, columns: number): Float32Array {
  const [inside, outside] = [new Float64Array(columns).fill(1), new Float64Array(columns).fill(1)]
  for (const text of texts) {
    const counts = (sides[text] as number) > 0 ? inside : outside
    for (let at = matrix.starts[text] as number; at < (matrix.starts[text + 1] as number); at++) {
      const column = matrix.columns[at] as number
      counts[column] = (counts[column] as number) + 1
    }
  }
  const shares = Math.log(sumOf(outside) / sumOf(inside))
  const telling = Float32Array.from(inside, (count, column) =>
    Math.sqrt(Math.abs(Math.log(count / (outside[column] as number)) + shares)),
  )
  const length = meanLength(matrix, telling)
  return telling.map((one) => one / length)
}

/** The rows with each column multiplied by what it tells. */
export function weighed({ starts, columns, values }: Matrix, telling: Float32Array): Matrix {
  const told = values.map((value, at) => value * (telling[columns[at] as number] as number))
  return { starts, columns, values: told }
}

function sumOf(counts: Float64Array): number {
  return counts.reduce((sum, one) => sum + one, 0)
}

function meanLength({ starts, columns, values }: Matrix, telling: Float32Array): number {
  let sum = 0
  for (let row = 0; row + 1 < starts.length; row++) {
    let square = 0
    for (let at = starts[row] as number; at < (starts[row + 1] as number); at++)
      square += ((values[at] as number) * (telling[columns[at] as number] as number)) ** 2
    sum += Math.sqrt(square)
  }
  return sum / (starts.length - 1) || 1
}
