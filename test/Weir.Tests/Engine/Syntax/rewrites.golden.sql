-- A default is filled in, and the column keeps its name.
SELECT sample_greet('Ada') FROM t
=>
SELECT sample_greet('Ada', 'hello') AS "sample_greet('Ada')" FROM t

-- A named argument goes to its place.
SELECT sample_greet(greeting := upper(g), name := n) AS text FROM t
=>
SELECT sample_greet(n, upper(g)) AS "text" FROM t

-- The older arrow names an argument too.
SELECT sample_greet('Ada', greeting => 'ahoy')
=>
SELECT sample_greet('Ada', 'ahoy') AS "sample_greet('Ada', greeting := 'ahoy')"

-- Calls inside calls.
SELECT sample_greet(sample_greet('Ada'), greeting := 'ho') AS x
=>
SELECT sample_greet(sample_greet('Ada', 'hello'), 'ho') AS x

-- Any number of further arguments.
SELECT sample_hash(), sample_hash('a', b, 'c') FROM t
=>
SELECT sample_hash() AS "sample_hash()", sample_hash('a', b, 'c') AS "sample_hash('a', b, 'c')" FROM t

-- Names of functions have no case, and may be qualified.
SELECT Sample_GREET('Ada') AS a, main.sample_greet('Ada') AS b
=>
SELECT sample_greet('Ada', 'hello') AS a, main.sample_greet('Ada', 'hello') AS b

-- In every clause.
SELECT a AS a FROM t JOIN u ON sample_greet(t.a) = u.b WHERE sample_greet(a) > 'x' GROUP BY a HAVING max(sample_greet(a)) > 'y' QUALIFY row_number() OVER (ORDER BY sample_greet(a)) = 1 ORDER BY sample_greet(a) LIMIT 3
=>
SELECT a AS a FROM t INNER JOIN u ON ((sample_greet(t.a, 'hello') = u.b)) WHERE (sample_greet(a, 'hello') > 'x') GROUP BY a HAVING (max(sample_greet(a, 'hello')) > 'y') QUALIFY (row_number() OVER (ORDER BY sample_greet(a, 'hello')) = 1) ORDER BY sample_greet(a, 'hello') LIMIT 3

-- In subqueries, views of WITH and unions.
WITH w AS (SELECT sample_greet('Ada')) SELECT * FROM w WHERE EXISTS (SELECT sample_greet(x) FROM u) UNION ALL SELECT sample_greet('Bob') AS y
=>
WITH w AS (SELECT sample_greet('Ada', 'hello') AS "sample_greet('Ada')")(SELECT * FROM w WHERE EXISTS(SELECT sample_greet(x, 'hello') AS "sample_greet(x)" FROM u)) UNION ALL (SELECT sample_greet('Bob', 'hello') AS y)

-- Parameters stay parameters.
SELECT sample_greet($1, greeting := $2) AS x, $3 AS y
=>
SELECT sample_greet($1, $2) AS x, $3 AS y

-- Parameters with names.
SELECT sample_greet($name) AS x, $name AS y
=>
SELECT sample_greet($name, 'hello') AS x, $name AS y

-- Stars beside calls, and calls over stars.
SELECT *, sample_greet(COLUMNS('n.*')), sample_hash(*COLUMNS(*)) AS h FROM t
=>
SELECT *, sample_greet(COLUMNS('n.*'), 'hello'), sample_hash(UNPACK(COLUMNS(*))) AS h FROM t

-- An unknown argument.
SELECT 1,
  sample_greet('Ada', greting := 'x')
=>
! WEIR3211: there is no parameter 'greting', in a call of sample_greet(name VARCHAR, greeting VARCHAR := 'hello') of the plugin 'sample' (line 2, column 3)
  sample_greet('Ada', greting := 'x')
  ^

-- A missing argument.
SELECT sample_greet()
=>
! WEIR3211: the argument 'name' is missing, in a call of sample_greet(name VARCHAR, greeting VARCHAR := 'hello') of the plugin 'sample' (line 1, column 8)
SELECT sample_greet()
       ^

-- A missing argument beside a named one.
SELECT sample_greet(greeting := 'x')
=>
! WEIR3211: the argument 'name' is missing, in a call of sample_greet(name VARCHAR, greeting VARCHAR := 'hello') of the plugin 'sample' (line 1, column 8)
SELECT sample_greet(greeting := 'x')
       ^

-- One argument too many.
SELECT sample_greet('a', 'b', 'c')
=>
! WEIR3211: 3 arguments are given, at most 2 are taken, in a call of sample_greet(name VARCHAR, greeting VARCHAR := 'hello') of the plugin 'sample' (line 1, column 8)
SELECT sample_greet('a', 'b', 'c')
       ^

-- An argument that is given twice.
SELECT sample_greet('a', name := 'b')
=>
! WEIR3211: the argument 'name' is given twice, in a call of sample_greet(name VARCHAR, greeting VARCHAR := 'hello') of the plugin 'sample' (line 1, column 8)
SELECT sample_greet('a', name := 'b')
       ^

-- An argument behind a named one.
SELECT sample_greet(name := 'a', 'b')
=>
! WEIR3211: an argument without a name stands behind a named one, in a call of sample_greet(name VARCHAR, greeting VARCHAR := 'hello') of the plugin 'sample' (line 1, column 8)
SELECT sample_greet(name := 'a', 'b')
       ^

-- A scalar function is no aggregate.
SELECT sample_greet(DISTINCT a) FROM t
=>
! WEIR3212: DISTINCT, ORDER BY and FILTER are for aggregates, in a call of sample_greet(name VARCHAR, greeting VARCHAR := 'hello') of the plugin 'sample' (line 1, column 8)
SELECT sample_greet(DISTINCT a) FROM t
       ^

-- A scalar function is no window.
SELECT sample_greet(a) OVER () FROM t
=>
! WEIR3212: OVER is for aggregates and window functions, this is a scalar function, in a call of sample_greet(name VARCHAR, greeting VARCHAR := 'hello') of the plugin 'sample' (line 1, column 8)
SELECT sample_greet(a) OVER () FROM t
       ^

-- A scalar function is no table.
SELECT * FROM sample_greet('a')
=>
! WEIR3212: a scalar function stands in FROM, in a call of sample_greet(name VARCHAR, greeting VARCHAR := 'hello') of the plugin 'sample' (line 1, column 15)
SELECT * FROM sample_greet('a')
              ^

-- A table function is no scalar.
SELECT sample_series(1, 2)
=>
! WEIR3212: a table function stands outside of FROM, in a call of sample_series(start BIGINT, stop BIGINT, step BIGINT := 1) of the plugin 'sample' (line 1, column 8)
SELECT sample_series(1, 2)
       ^

-- A table function with a default.
SELECT * FROM sample_series(1, 10) AS s(i)
=>
SELECT * FROM sample_series(1, 10, 1) AS s(i)

-- A table function with named arguments of all forms.
SELECT * FROM sample_series(stop = 3, start := 1, step => 2)
=>
SELECT * FROM sample_series(1, 3, 2)

-- A table function with an unknown argument.
SELECT * FROM sample_series(1, 2, stp := 3)
=>
! WEIR3211: there is no parameter 'stp', in a call of sample_series(start BIGINT, stop BIGINT, step BIGINT := 1) of the plugin 'sample' (line 1, column 15)
SELECT * FROM sample_series(1, 2, stp := 3)
              ^

-- An aggregate in its plain forms stays.
SELECT sample_sum(a) AS s, sample_sum(DISTINCT a) AS d, sample_sum(a) FILTER (WHERE b) AS f FROM t GROUP BY ROLLUP(c)
=>
SELECT sample_sum(a) AS s, sample_sum(DISTINCT a) AS d, sample_sum(a) FILTER (WHERE b) AS f FROM t GROUP BY GROUPING SETS ((),(c))

-- An aggregate whose order matters goes through a list.
SELECT sample_first(a ORDER BY b DESC NULLS LAST, c) FILTER (WHERE d) FROM t
=>
SELECT weir_plugin_list_sample_first(list(struct_pack(a0 := a) ORDER BY b DESC NULLS LAST, c) FILTER (WHERE d)) AS "sample_first(a ORDER BY b DESC NULLS LAST, c) FILTER (WHERE d)" FROM t

-- An aggregate whose order does not matter is not sorted.
SELECT sample_sum(a ORDER BY b) FROM t
=>
SELECT sample_sum(a) AS "sample_sum(a ORDER BY b)" FROM t

-- Distinct values in order.
SELECT sample_first(DISTINCT a ORDER BY a DESC) AS f FROM t
=>
SELECT weir_plugin_list_sample_first(list_transform(list_sort(list(DISTINCT struct_pack(place := create_sort_key(a, 'DESC NULLS LAST'), a0 := a))), (row_of_list -> struct_pack(a0 := struct_extract(row_of_list, 'a0'))))) AS f FROM t

-- Distinct values in the order of something else.
SELECT sample_first(DISTINCT a ORDER BY b) AS f FROM t
=>
! WEIR3212: a call with DISTINCT is sorted by an expression that is none of its arguments, in a call of sample_first(value VARCHAR) of the plugin 'sample' (line 1, column 8)
SELECT sample_first(DISTINCT a ORDER BY b) AS f FROM t
       ^

-- A window over whole partitions.
SELECT sample_sum(a) OVER () AS s, sample_sum(a) OVER (PARTITION BY p) AS t, sample_sum(a) OVER w AS u, sample_sum(a) FILTER (WHERE b) OVER (ORDER BY o RANGE BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS v FROM t WINDOW w AS (PARTITION BY q)
=>
SELECT sample_sum(a) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND 4611686018427387903 FOLLOWING) AS s, sample_sum(a) OVER (PARTITION BY p ROWS BETWEEN UNBOUNDED PRECEDING AND 4611686018427387903 FOLLOWING) AS t, sample_sum(a) OVER (PARTITION BY q ROWS BETWEEN UNBOUNDED PRECEDING AND 4611686018427387903 FOLLOWING) AS u, sample_sum(a) FILTER (WHERE b) OVER (ORDER BY o ROWS BETWEEN UNBOUNDED PRECEDING AND 4611686018427387903 FOLLOWING) AS v FROM t

-- Other frames stay.
SELECT sample_sum(a) OVER (ORDER BY o) AS s, sample_sum(a) OVER (ORDER BY o GROUPS BETWEEN 1 PRECEDING AND 2 FOLLOWING) AS t, sample_sum(DISTINCT a) OVER (ROWS 3 PRECEDING) AS u FROM t
=>
SELECT sample_sum(a) OVER (ORDER BY o) AS s, sample_sum(a) OVER (ORDER BY o GROUPS BETWEEN 1 PRECEDING AND 2 FOLLOWING) AS t, sample_sum(DISTINCT a) OVER (ROWS BETWEEN 3 PRECEDING AND CURRENT ROW) AS u FROM t

-- An order inside a window, and rows that are left out of a frame, go through lists.
SELECT sample_first(a ORDER BY b) OVER (PARTITION BY p) AS s, sample_sum(a) OVER (ORDER BY o ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING EXCLUDE CURRENT ROW) AS t FROM t
=>
SELECT weir_plugin_list_sample_first(list(struct_pack(a0 := a) ORDER BY b) OVER (PARTITION BY p)) AS s, weir_plugin_list_sample_sum(list(struct_pack(a0 := a)) OVER (ORDER BY o ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING EXCLUDE CURRENT ROW)) AS t FROM t

-- An aggregate in HAVING, QUALIFY, ORDER BY and a correlated subquery.
SELECT p, (SELECT sample_first(x ORDER BY y) FROM u WHERE u.p = t.p) AS c FROM t GROUP BY p HAVING sample_first(a ORDER BY b) > 'x' QUALIFY sample_sum(p) OVER () > 1 ORDER BY sample_first(a ORDER BY b)
=>
SELECT p, (SELECT weir_plugin_list_sample_first(list(struct_pack(a0 := x) ORDER BY y)) AS "sample_first(x ORDER BY y)" FROM u WHERE (u.p = t.p)) AS c FROM t GROUP BY p HAVING (weir_plugin_list_sample_first(list(struct_pack(a0 := a) ORDER BY b)) > 'x') QUALIFY (sample_sum(p) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND 4611686018427387903 FOLLOWING) > 1) ORDER BY weir_plugin_list_sample_first(list(struct_pack(a0 := a) ORDER BY b))

-- An aggregate in PIVOT.
PIVOT t ON k IN ('a', 'b') USING sample_sum(v) GROUP BY g
=>
SELECT * FROM t PIVOT (sample_sum(v) FOR (k) IN ('a', 'b') GROUP BY g)

-- A window function without OVER.
SELECT sample_rank_gap(a) FROM t
=>
! WEIR3212: a window function stands without OVER, in a call of sample_rank_gap(value BIGINT) of the plugin 'sample' (line 1, column 8)
SELECT sample_rank_gap(a) FROM t
       ^
