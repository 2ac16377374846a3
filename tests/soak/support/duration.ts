/** How long each of the runs that churn takes. */
export const SOAK_SECONDS = Number(process.env.SOAK_SECONDS ?? 60)
