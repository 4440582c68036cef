import type { ReactNode } from 'react';
import 'rivulet/styles.css';

export const metadata = { title: 'Rivulet in Next.js' };

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body style={{ margin: 0 }}>{children}</body>
    </html>
  );
}
