/** The complainant is the first party of every case. */
export const theComplainant = 'p1'
