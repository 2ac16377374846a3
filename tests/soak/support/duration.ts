/** The duration of each churn run. */
export const SOAK_SECONDS = Number(process.env.SOAK_SECONDS ?? 60)
