import { z } from 'zod'

export const closureReasons = ['holiday', 'training', 'power-or-network', 'flood-or-storm', 'other'] as const
export const postRoles = ['chief', 'counsellor', 'headquarters'] as const
export const endReasons = ['moved', 'left', 'leave', 'contract-end'] as const

/** Two stretches a day: before and after the noon break. */
export const stretches = [1, 2] as const
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const

export interface OpenStretch {
  weekday: number
  from: string
  to: string
}

const day = z.string().max(40).optional()

export const closureForm = z.object({ from: day, to: day, reason: z.enum(closureReasons, 'errors.required') })
export const equipmentForm = z.object({
  phone: z.string().max(60, 'errors.too-long').optional(),
  address: z.string().max(300, 'errors.too-long').optional(),
  computers: z.string().max(10).optional(),
  connectivity: z.enum(['none', 'mobile', 'fixed'], 'errors.required'),
  _version: z.string(),
})
export const postForm = z.object({ role: z.enum(postRoles, 'errors.required'), established: z.string().max(10) })
export const holdingForm = z.object({ reason: z.enum(endReasons, 'errors.required') })
