import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

/** Changes come in bursts; the lists are asked again at most this often. */
const calmMs = 1500

/** Keeps what is on the screen true while others work: the server names what changed, the queries fetch it again. */
export function useLive() {
  const client = useQueryClient()
  useEffect(() => {
    const stream = new EventSource('/api/live')
    let timer: ReturnType<typeof setTimeout> | undefined
    const lists = () => {
      timer ??= setTimeout(() => {
        timer = undefined
        void client.invalidateQueries({ queryKey: ['workbench'] })
        void client.invalidateQueries({ queryKey: ['cases'] })
        void client.invalidateQueries({ queryKey: ['rectifications'] })
      }, calmMs)
    }
    stream.addEventListener('case', (event) => {
      const { id } = JSON.parse(event.data as string) as { id: string }
      void client.invalidateQueries({ queryKey: ['case', id] })
      lists()
    })
    stream.addEventListener('notice', lists)
    stream.addEventListener('call', () => void client.invalidateQueries({ queryKey: ['call'] }))
    return () => {
      stream.close()
      clearTimeout(timer)
    }
  }, [client])
}
