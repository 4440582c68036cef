// Code of languages of which no real file is at hand: what people write in them, with what runs over lines.

/** Samples by the name of their language. */
export const writtenSamples: Readonly<Record<string, string>> = {
  go: `// Package queue keeps work in order.
package queue

import (
	"context"
	"fmt"
	"sync"
)

/*
Job is one piece of work.
It runs "once"; see \`Run\`.
*/
type Job struct {
	ID   int64 \`json:"id"\`
	Name string \`json:"name,omitempty"\`
	run  func(ctx context.Context) error
}

const usage = \`usage: queue [flags]
  -n  number of workers // not a comment
  -v  "verbose"
\`

type Queue[T any] struct {
	mu   sync.Mutex
	jobs []T
	done chan struct{}
}

func (q *Queue[T]) Push(job T) (n int, err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.jobs = append(q.jobs, job)
	if len(q.jobs) > 0x1F && q.done != nil {
		return 0, fmt.Errorf("queue: %d jobs are too many: %w", len(q.jobs), context.Canceled)
	}
	go func() { q.done <- struct{}{} }()
	for i, r := range "héllo" {
		switch {
		case r == '\\n', r == 'x':
			continue
		default:
			fmt.Println(i, string(r), 3.14e-2, 1i)
		}
	}
	return len(q.jobs), nil
}
`,
  java: `package dev.rivulet.chat;

import java.util.*;
import java.util.function.Function;

/**
 * A message store.
 * {@code put("a")} adds "one" // not a line comment
 */
@Deprecated(since = "2.0")
public final class Store<T extends Comparable<T>> implements Iterable<T> {
    private static final int LIMIT = 1_000;
    private final Map<String, List<T>> entries = new HashMap<>();
    private static final String PAGE = """
        <html lang="en">
          /* not a comment */
          <p>"quoted" \\""" text</p>
        </html>
        """;

    /* block
       comment */
    public synchronized T put(String key, T value) throws IllegalStateException {
        if (entries.size() >= LIMIT || value == null) {
            throw new IllegalStateException("full: " + key + '\\'' + 0x7fL);
        }
        entries.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
        return switch (key.length()) {
            case 0, 1 -> value;
            default -> { yield entries.get(key).get(0); }
        };
    }

    @Override
    public Iterator<T> iterator() {
        return entries.values().stream().flatMap(List::stream).sorted().iterator();
    }
}
`,
  ruby: `# frozen_string_literal: true
require 'json'

=begin
A long comment
with def and "quotes"
=end
module Rivulet
  class Stream < Struct.new(:name, :size)
    include Enumerable
    attr_reader :lines
    PATTERN = %r{^/api/(?<id>\\d+)$}i

    def initialize(name, size: 10, **rest)
      super(name, size)
      @lines = %w[one two three]
      @text = <<~TEXT
        Dear #{name.upcase},
        # not a comment
        "quoted" and 'single' #{rest.fetch(:a) { 1 + 1 }}
      TEXT
    end

    def each(&block)
      return enum_for(:each) unless block_given?
      @lines.each_with_index { |line, i| yield "#{i}: #{line}" if line =~ /t.o/ }
    end

    def to_json(*) = JSON.generate({ name:, size: size.to_i, 'k' => nil, ok: true })
  end
end

puts Rivulet::Stream.new('a', size: 3).map { |x| x.tr("a-z", 'A-Z') } if __FILE__ == $0
`,
  swift: `import Foundation

/// A box of things.
/* outer /* nested? */ end */
@available(iOS 15, *)
public struct Box<Element: Hashable>: Sequence {
    private var items: [Element] = []
    let text = """
    A "long" text \\(items.count)
    // not a comment
    """

    public mutating func add(_ item: Element, at index: Int? = nil) throws -> Bool {
        guard let index = index, index < items.count else {
            items.append(item)
            return false
        }
        items.insert(item, at: index)
        #if DEBUG
        print("added \\(item) at \\(index)")
        #endif
        return true
    }

    public func makeIterator() -> IndexingIterator<[Element]> { items.makeIterator() }
}

enum Shape { case circle(radius: Double), square(side: Double) }
let total = [1, 2.5e3, 0xFF].map { Double($0) * .pi }.reduce(0, +)
`,
  kotlin: `package dev.rivulet

import kotlinx.coroutines.flow.*

/** Keeps what was said. */
sealed class Event<out T>(val id: Long = 0L) {
    data class Delta<T>(val value: T) : Event<T>()
    object Done : Event<Nothing>()
}

/* a comment
   over lines */
@Suppress("UNUSED")
suspend fun <T> Flow<Event<T>>.collectAll(limit: Int = 10): List<T> {
    val out = mutableListOf<T>()
    val help = """
        |Usage: "run" \${limit + 1}
        |// not a comment
    """.trimMargin()
    collect { event ->
        when (event) {
            is Event.Delta -> if (out.size < limit) out += event.value
            Event.Done -> println("done: \${out.size} of $limit, it's 'c'")
        }
    }
    return out.ifEmpty { emptyList() }
}
`,
  csharp: `using System;
using System.Collections.Generic;
#nullable enable

namespace Rivulet.Server
{
    /// <summary>A run of <c>one</c> model.</summary>
    [Serializable]
    public class Run<T> : IDisposable where T : class, new()
    {
        private const string Query = @"SELECT *
            FROM runs -- not a comment
            WHERE name = ""x""";
        public required string Name { get; init; } = "a\\tb";

        /* A comment
           over lines */
        public async IAsyncEnumerable<T> ReadAsync(int count = 10, char separator = ';')
        {
            for (var i = 0; i < count; i++)
            {
                if (i % 2 == 0 && Name is not null) continue;
                yield return await Task.FromResult(new T());
            }
            Console.WriteLine($"read {count:N0} of {Name!.Length}");
            var raw = $@"C:\\temp\\{Name}
                second line";
        }

        public void Dispose() => GC.SuppressFinalize(this);
    }
}
`,
  haskell: `{-# LANGUAGE LambdaCase #-}
module Rivulet.Parser (Parser (..), many1) where

import qualified Data.Map.Strict as Map
import Data.Char (isDigit, isSpace)

{- A comment
   over lines with "quotes" and {- nested -} parts -}
newtype Parser a = Parser { runParser :: String -> Maybe (a, String) }

instance Functor Parser where
  fmap f (Parser p) = Parser $ \\s -> case p s of
    Nothing -> Nothing
    Just (a, rest) -> Just (f a, rest) -- done

-- | One or more.
many1 :: Parser a -> Parser [a]
many1 p = do
  x <- p
  xs <- many p
  let n = length xs + 0x10 * 2
      message = "found " ++ show n ++ "\\n"
  if n > 3 && isDigit '4' then return (x : xs) else pure [x | _ <- [1 .. n]]
  where
    many q = (:) <$> q <*> many q
`,
  php: `<?php
declare(strict_types=1);

namespace Rivulet\\Http;

use Psr\\Log\\{LoggerInterface, NullLogger};

/**
 * Answers requests.
 * @param string $name "quoted"
 */
#[Attribute]
final class Handler implements HandlerInterface
{
    private const LIMIT = 0x10;
    private ?LoggerInterface $logger = null;

    public function __invoke(Request $request, int ...$rest): Response
    {
        $body = <<<HTML
            <p class="a">Hello {$request->name}</p>
            // not a comment
            HTML;
        $plain = <<<'TEXT'
            $nothing here
            TEXT;
        /* a comment
           over lines */
        if ($request->method === 'GET' && !empty($rest)) { // note
            return new Response("Found $body: {$rest[0]}", status: 200);
        }
        foreach ($rest as $key => $value) {
            echo 'it\\'s ', $key, " => $value\\n"; # hash
        }
        return match (true) { $plain === '' => Response::empty(), default => throw new \\Exception() };
    }
}
?>
<ul>
<?php foreach ($items as $item): ?>
  <li><?= htmlspecialchars($item) ?></li>
<?php endforeach ?>
</ul>
`,
  sql: `-- Reports
/* over
   lines */
CREATE TABLE IF NOT EXISTS runs (
  id BIGINT PRIMARY KEY,
  name VARCHAR(200) NOT NULL DEFAULT 'it''s',
  note TEXT
);
INSERT INTO runs (id, name) VALUES (1, 'a
string over lines'), (2, "b");
WITH recent AS (
  SELECT r.*, ROW_NUMBER() OVER (PARTITION BY name ORDER BY id DESC) AS n
  FROM runs r LEFT JOIN users u ON u.id = r.user_id
  WHERE r.created_at >= NOW() - INTERVAL '1 day' AND r.id NOT IN (1, 2.5)
)
SELECT name, COUNT(*) AS total, MAX(n) FROM recent GROUP BY name HAVING COUNT(*) > 3;
UPDATE runs SET note = NULL WHERE id BETWEEN 1 AND 10;
`,
  rust: `//! A crate.
use std::{collections::HashMap, fmt};

/// Adds \`a\` to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Point<'a, T: Copy = f64> {
    pub name: &'a str,
    x: T,
}

/* block
   comment /* nested */ */
impl<'a, T: Copy + fmt::Display> fmt::Display for Point<'a, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let raw = r#"a "quoted"
        text // not a comment"#;
        let plain = "two
            lines";
        match self.x.to_string().as_str() {
            "0" | "1" => write!(f, "{}: {raw}{plain}", self.name),
            s if s.len() > 0xff_usize => Ok(()),
            _ => Err(fmt::Error),
        }
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let map: HashMap<char, u8> = [('a', b'x'), ('\\'', 1)].into_iter().collect();
    println!("{map:?} {}", 'b' as u32 + 1_000);
    Ok(())
}
`,
  bash: `#!/usr/bin/env bash
set -euo pipefail

readonly here="$(pwd)/\${BASH_SOURCE[0]}"

# A function.
usage() {
  cat <<EOF
usage: $0 [options] file
  -n  count # not a comment
  $here \`date\`
EOF
}

for file in "$@"; do
  if [[ -f "$file" && ! "$file" =~ \\.tmp$ ]]; then
    echo "\${file%.*}: $((1 + 2))" | grep -E '^[a-z]+' > /tmp/out 2>&1 || true
  fi
  awk '
    /^#/ { next }
    { sum += $2 } END { print "sum", sum }
  ' "$file"
done
export PATH="$PATH:$HOME/bin"
`,
  yaml: `# Pipeline
name: build & test
on:
  push: { branches: [main, 'release/*'] }
env:
  NODE_VERSION: 20.19
  EMPTY: ~
jobs:
  test: &base
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4 # the source
      - name: "Run: all"
        run: |
          npm ci
          # not a yaml comment
          npm test -- --reporter="dot"
      - run: >-
          folded text
          over lines
  lint:
    <<: *base
    if: \${{ github.event_name == 'push' }}
    timeout-minutes: 10
---
enabled: true
date: 2024-05-01T10:00:00Z
`,
  jsx: `import { useState } from 'react';

/* A list of things,
   with a "form" */
export function Things({ items, onAdd = () => {}, ...rest }) {
  const [draft, setDraft] = useState(\`new \${items.length}
    over lines\`);
  if (items.length === 0) return <p className="empty">No things, and it is <b>fine</b>.</p>;
  return (
    <section {...rest} aria-label={'Things: ' + items.length}>
      {/* a comment in it */}
      <ul style={{ color: 'red', margin: 4 }}>
        {items.map((item, index) => (
          <li key={item.id} data-index={index}>
            {item.done ? <del>{item.name}</del> : item.name} &amp; more
          </li>
        ))}
      </ul>
      <input value={draft} onChange={(event) => setDraft(event.target.value)} disabled />
      <button type="button" onClick={() => onAdd(draft)}>
        Add // not a comment
      </button>
    </section>
  );
}
`,
};
