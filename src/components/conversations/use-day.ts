'use client';
import { useEffect, useState } from 'react';

const lookEveryMs = 300_000;

/** When the present day began, in milliseconds since the epoch; another one soon after midnight. */
export function useDay(): number {
  const [day, setDay] = useState(today);
  useEffect(() => {
    const timer = setInterval(() => setDay(today()), lookEveryMs);
    return () => clearInterval(timer);
  }, []);
  return day;
}

function today(): number {
  return new Date().setHours(0, 0, 0, 0);
}
