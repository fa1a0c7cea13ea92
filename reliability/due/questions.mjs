// Random questions for `huiyin due --batch`, the same ones for the same seed.

const offices = [
  undefined,
  ...['09:00-12:00,13:30-18:00', '08:30-17:30', '09:00-12:00', '00:00-24:00', '20:00-24:00', '00:00-08:00'],
  ...['08:00-11:30,14:00-17:30,19:00-24:00', '01:30-02:30', '22:00-06:00', '09:00-09:30'],
]
const officeZones = [
  ...['Asia/Kolkata', 'Asia/Kathmandu', 'Asia/Urumqi', 'Europe/London', 'America/New_York', 'America/St_Johns', 'UTC'],
  ...['Australia/Lord_Howe', 'America/Havana', 'Pacific/Chatham', 'Pacific/Kiritimati'],
]
const units = ['hours', 'working-hours', 'days', 'working-days']
const offsets = ['Z', '+08:00', '-05:00', '+05:45']
const [first, last] = [Date.UTC(2007, 0), Date.UTC(2027, 0)]

/** So many questions of 2007 to 2026: half of them for offices in Shanghai, a third of them around the end of a year. */
export function* questions(count, seed) {
  const draw = drawing(seed)
  const one = (list) => list[Math.floor(draw() * list.length)]
  for (let made = 0; made < count; made++) {
    const [hours, unit] = [one(offices), one(units)]
    const zone = draw() < 0.5 ? undefined : one(officeZones)
    const amount = unit.endsWith('hours') ? Math.floor(draw() * 100) : Math.floor(draw() * 40)
    yield {
      from: written(momentOf(draw), one(offsets), draw()),
      amount,
      unit,
      ...(hours && { hours }),
      ...(zone && { zone }),
    }
  }
}

function momentOf(draw) {
  if (draw() < 2 / 3) return Math.floor(first + draw() * (last - first))
  const newYear = Date.UTC(2007 + Math.floor(draw() * 21), 0)
  return Math.min(last - 1, Math.max(first, Math.floor(newYear + (draw() - 0.5) * 60 * 86_400_000)))
}

/** To the millisecond, the second or the minute; many at the full hour, where intervals begin and end. */
function written(moment, offset, precision) {
  const unit = precision < 0.3 ? 1 : precision < 0.6 ? 1000 : precision < 0.8 ? 60_000 : 1_800_000
  const cut = moment - (moment % unit)
  const ahead = offset === 'Z' ? 0 : Date.parse(`1970-01-01T00:00${offset}`)
  const text = new Date(cut - ahead).toISOString().slice(0, -1)
  return `${unit >= 60_000 ? text.slice(0, 16) : unit === 1000 ? text.slice(0, 19) : text}${offset}`
}

/** Numbers from 0 to 1 (Mulberry32). */
function drawing(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
