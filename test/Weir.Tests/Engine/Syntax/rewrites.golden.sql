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
! WEIR3212: a window function stands without OVER (...), in a call of sample_rank_gap(value BIGINT) of the plugin 'sample' (line 1, column 8)
SELECT sample_rank_gap(a) FROM t
       ^

-- A window function of a plugin.
SELECT a, sample_rank_gap(x) OVER (PARTITION BY p ORDER BY o DESC NULLS LAST) FROM t WHERE a > 1
=>
WITH weir_rows_0 (weir_row, weir_piece_0, weir_piece_1, weir_piece_2, weir_piece_3) AS MATERIALIZED (SELECT row_number() OVER (), a, o, x, p FROM t WHERE (a > 1)), weir_window_0_0 (weir_row, weir_value) AS (SELECT unnest(weir_ids), unnest(weir_plugin_window_sample_rank_gap(weir_values)) FROM (SELECT list(weir_row ORDER BY weir_rows_0.weir_piece_1 DESC NULLS LAST, weir_row) AS weir_ids, list(struct_pack(a0 := weir_rows_0.weir_piece_2) ORDER BY weir_rows_0.weir_piece_1 DESC NULLS LAST, weir_row) AS weir_values FROM weir_rows_0 GROUP BY weir_rows_0.weir_piece_3) AS weir_partitions_0)SELECT weir_rows_0.weir_piece_0 AS a, weir_window_0_0.weir_value AS "sample_rank_gap(x) OVER (PARTITION BY p ORDER BY o DESC NULLS LAST)" FROM weir_rows_0 INNER JOIN weir_window_0_0 ON ((weir_rows_0.weir_row = weir_window_0_0.weir_row))

-- Beside a star, in an expression, twice.
SELECT *, 1 + sample_rank_gap(x) OVER w AS g, round(sample_rank_gap(x) OVER w, 2) AS h FROM t JOIN u USING (k) WINDOW w AS (PARTITION BY p ORDER BY o)
=>
WITH weir_rows_0 (weir_row, weir_piece_0, weir_piece_1, weir_piece_2) AS MATERIALIZED (SELECT row_number() OVER (), o, x, p, * FROM t INNER JOIN u USING (k)), weir_window_0_0 (weir_row, weir_value) AS (SELECT unnest(weir_ids), unnest(weir_plugin_window_sample_rank_gap(weir_values)) FROM (SELECT list(weir_row ORDER BY weir_rows_0.weir_piece_0, weir_row) AS weir_ids, list(struct_pack(a0 := weir_rows_0.weir_piece_1) ORDER BY weir_rows_0.weir_piece_0, weir_row) AS weir_values FROM weir_rows_0 GROUP BY weir_rows_0.weir_piece_2) AS weir_partitions_0)SELECT weir_rows_0.* EXCLUDE (weir_row, weir_piece_0, weir_piece_1, weir_piece_2), (1 + weir_window_0_0.weir_value) AS g, round(weir_window_0_0.weir_value, 2) AS h FROM weir_rows_0 INNER JOIN weir_window_0_0 ON ((weir_rows_0.weir_row = weir_window_0_0.weir_row))

-- Over everything.
SELECT sample_rank_gap(x) OVER () AS g FROM t
=>
WITH weir_rows_0 (weir_row, weir_piece_0) AS MATERIALIZED (SELECT row_number() OVER (), x FROM t), weir_window_0_0 (weir_row, weir_value) AS (SELECT unnest(weir_ids), unnest(weir_plugin_window_sample_rank_gap(weir_values)) FROM (SELECT list(weir_row ORDER BY weir_row) AS weir_ids, list(struct_pack(a0 := weir_rows_0.weir_piece_0) ORDER BY weir_row) AS weir_values FROM weir_rows_0) AS weir_partitions_0)SELECT weir_window_0_0.weir_value AS g FROM weir_rows_0 INNER JOIN weir_window_0_0 ON ((weir_rows_0.weir_row = weir_window_0_0.weir_row))

-- In QUALIFY, ORDER BY and DISTINCT ON, by name and by itself.
SELECT DISTINCT ON (p) p, sample_rank_gap(x) OVER (ORDER BY o) AS g FROM t QUALIFY g > 1 AND o < 3 ORDER BY p, g, sample_rank_gap(y) OVER (ORDER BY o), t.o, 2 LIMIT 3
=>
WITH weir_rows_0 (weir_row, weir_piece_0, weir_piece_1, weir_piece_2, weir_piece_3, weir_piece_4, weir_piece_5) AS MATERIALIZED (SELECT row_number() OVER (), p, o, x, (o < 3), y, t.o FROM t), weir_window_0_0 (weir_row, weir_value) AS (SELECT unnest(weir_ids), unnest(weir_plugin_window_sample_rank_gap(weir_values)) FROM (SELECT list(weir_row ORDER BY weir_rows_0.weir_piece_1, weir_row) AS weir_ids, list(struct_pack(a0 := weir_rows_0.weir_piece_2) ORDER BY weir_rows_0.weir_piece_1, weir_row) AS weir_values FROM weir_rows_0) AS weir_partitions_0), weir_window_0_1 (weir_row, weir_value) AS (SELECT unnest(weir_ids), unnest(weir_plugin_window_sample_rank_gap(weir_values)) FROM (SELECT list(weir_row ORDER BY weir_rows_0.weir_piece_1, weir_row) AS weir_ids, list(struct_pack(a0 := weir_rows_0.weir_piece_4) ORDER BY weir_rows_0.weir_piece_1, weir_row) AS weir_values FROM weir_rows_0) AS weir_partitions_0)SELECT DISTINCT ON (p) weir_rows_0.weir_piece_0 AS p, weir_window_0_0.weir_value AS g FROM weir_rows_0 INNER JOIN weir_window_0_0 ON ((weir_rows_0.weir_row = weir_window_0_0.weir_row)) INNER JOIN weir_window_0_1 ON ((weir_rows_0.weir_row = weir_window_0_1.weir_row)) WHERE ((weir_window_0_0.weir_value > 1) AND weir_rows_0.weir_piece_3) ORDER BY p, g, weir_window_0_1.weir_value, weir_rows_0.weir_piece_5, 2 LIMIT 3

-- With groups.
SELECT p AS k, sum(x) AS s, sample_rank_gap(sum(x)) OVER (ORDER BY p) AS g, sum(sum(x)) OVER (ORDER BY p) AS run FROM t GROUP BY 1 HAVING count(*) > 1 ORDER BY k
=>
WITH weir_rows_0 (weir_row, weir_piece_0, weir_piece_1, weir_piece_2, weir_piece_3, weir_piece_4) AS MATERIALIZED (SELECT row_number() OVER (), p AS k, sum(x) AS s, p, sum(x), sum(sum(x)) OVER (ORDER BY p) AS run FROM t GROUP BY p HAVING (count_star() > 1)), weir_window_0_0 (weir_row, weir_value) AS (SELECT unnest(weir_ids), unnest(weir_plugin_window_sample_rank_gap(weir_values)) FROM (SELECT list(weir_row ORDER BY weir_rows_0.weir_piece_2, weir_row) AS weir_ids, list(struct_pack(a0 := weir_rows_0.weir_piece_3) ORDER BY weir_rows_0.weir_piece_2, weir_row) AS weir_values FROM weir_rows_0) AS weir_partitions_0)SELECT weir_rows_0.weir_piece_0 AS k, weir_rows_0.weir_piece_1 AS s, weir_window_0_0.weir_value AS g, weir_rows_0.weir_piece_4 AS run FROM weir_rows_0 INNER JOIN weir_window_0_0 ON ((weir_rows_0.weir_row = weir_window_0_0.weir_row)) ORDER BY k

-- In WITH, a union and a subquery.
WITH w AS (SELECT sample_rank_gap(x) OVER (ORDER BY o) AS g FROM t) SELECT g FROM w UNION ALL SELECT (SELECT max(g) FROM (SELECT sample_rank_gap(y) OVER (ORDER BY o) AS g FROM u WHERE u.k = t.k)) FROM t
=>
WITH w AS (WITH weir_rows_0 (weir_row, weir_piece_0, weir_piece_1) AS MATERIALIZED (SELECT row_number() OVER (), o, x FROM t), weir_window_0_0 (weir_row, weir_value) AS (SELECT unnest(weir_ids), unnest(weir_plugin_window_sample_rank_gap(weir_values)) FROM (SELECT list(weir_row ORDER BY weir_rows_0.weir_piece_0, weir_row) AS weir_ids, list(struct_pack(a0 := weir_rows_0.weir_piece_1) ORDER BY weir_rows_0.weir_piece_0, weir_row) AS weir_values FROM weir_rows_0) AS weir_partitions_0)SELECT weir_window_0_0.weir_value AS g FROM weir_rows_0 INNER JOIN weir_window_0_0 ON ((weir_rows_0.weir_row = weir_window_0_0.weir_row)))(SELECT g FROM w) UNION ALL (SELECT (SELECT max(g) FROM (WITH weir_rows_1 (weir_row, weir_piece_0, weir_piece_1) AS MATERIALIZED (SELECT row_number() OVER (), o, y FROM u WHERE (u.k = t.k)), weir_window_1_0 (weir_row, weir_value) AS (SELECT unnest(weir_ids), unnest(weir_plugin_window_sample_rank_gap(weir_values)) FROM (SELECT list(weir_row ORDER BY weir_rows_1.weir_piece_0, weir_row) AS weir_ids, list(struct_pack(a0 := weir_rows_1.weir_piece_1) ORDER BY weir_rows_1.weir_piece_0, weir_row) AS weir_values FROM weir_rows_1) AS weir_partitions_1)SELECT weir_window_1_0.weir_value AS g FROM weir_rows_1 INNER JOIN weir_window_1_0 ON ((weir_rows_1.weir_row = weir_window_1_0.weir_row)))) AS "(SELECT max(g) FROM (SELECT sample_rank_gap(y) OVER (ORDER BY o) AS g FROM u WHERE (u.k = t.k)))" FROM t)

-- Unnest stays behind the window.
SELECT unnest(l) AS e, sample_rank_gap(x) OVER (ORDER BY o) AS g FROM t
=>
WITH weir_rows_0 (weir_row, weir_piece_0, weir_piece_1, weir_piece_2) AS MATERIALIZED (SELECT row_number() OVER (), l, o, x FROM t), weir_window_0_0 (weir_row, weir_value) AS (SELECT unnest(weir_ids), unnest(weir_plugin_window_sample_rank_gap(weir_values)) FROM (SELECT list(weir_row ORDER BY weir_rows_0.weir_piece_1, weir_row) AS weir_ids, list(struct_pack(a0 := weir_rows_0.weir_piece_2) ORDER BY weir_rows_0.weir_piece_1, weir_row) AS weir_values FROM weir_rows_0) AS weir_partitions_0)SELECT unnest(weir_rows_0.weir_piece_0) AS e, weir_window_0_0.weir_value AS g FROM weir_rows_0 INNER JOIN weir_window_0_0 ON ((weir_rows_0.weir_row = weir_window_0_0.weir_row))

-- A frame that is not the partition.
SELECT sample_rank_gap(x) OVER (ORDER BY o ROWS 3 PRECEDING) FROM t
=>
! WEIR3213: the window has a frame that is not the whole partition, in a call of sample_rank_gap(value BIGINT) of the plugin 'sample'. Leave the frame out: the function sees the whole partition, in the order of the window. (line 1, column 8)
SELECT sample_rank_gap(x) OVER (ORDER BY o ROWS 3 PRECEDING) FROM t
       ^

-- A filter of a window.
SELECT sample_rank_gap(x) FILTER (WHERE y) OVER (ORDER BY o) FROM t
=>
! WEIR3212: DISTINCT, FILTER and ORDER BY in the call are for aggregates; use ORDER BY in OVER (...), in a call of sample_rank_gap(value BIGINT) of the plugin 'sample' (line 1, column 8)
SELECT sample_rank_gap(x) FILTER (WHERE y) OVER (ORDER BY o) FROM t
       ^

-- A window where none can be.
SELECT x FROM t WHERE sample_rank_gap(x) OVER (ORDER BY o) > 1
=>
! WEIR3212: a window function stands outside of the select list, QUALIFY and ORDER BY, in a call of sample_rank_gap(value BIGINT) of the plugin 'sample' (line 1, column 23)
SELECT x FROM t WHERE sample_rank_gap(x) OVER (ORDER BY o) > 1
                      ^

-- A window in an aggregate.
SELECT sum(sample_rank_gap(x) OVER (ORDER BY o)) FROM t
=>
! WEIR3216: a window function of a plugin stands in a call of 'sum', which is computed before it: call the function in a subquery of its own

-- A window beside two stars.
SELECT t.*, u.*, sample_rank_gap(x) OVER (ORDER BY o) FROM t, u
=>
! WEIR3216: several * stand beside a window function of a plugin: name the columns, or call the function in a subquery of its own

-- A window beside a subquery in one expression.
SELECT sample_rank_gap(x) OVER (ORDER BY o) IN (SELECT y FROM u) FROM t
=>
! WEIR3216: a window function of a plugin stands in one expression with a subquery or in a lambda: call the function in a subquery of its own

-- Simple conditions of a provider's table go to it.
SELECT * FROM prov WHERE a = -5 AND 3 <= b AND prov.c IN (1, $y, NULL) AND d BETWEEN 1 AND $x AND e IS NULL AND f LIKE 'ab%' AND starts_with(g, 'x') AND h <> DATE '2020-01-01' AND (i OR j = 1) AND k + 1 = 2 AND l NOT IN (1)
=>
SELECT * FROM weir_scan_0a6ededf8e521e3b5ccee92cae69672b AS prov WHERE ((a = -5) AND (3 <= b) AND (prov.c IN (1, $y, NULL)) AND (d BETWEEN 1 AND $x) AND (e IS NULL) AND (f ~~ 'ab%') AND starts_with(g, 'x') AND (h != CAST('2020-01-01' AS DATE)) AND (i OR (j = 1)) AND ((k + 1) = 2) AND (l NOT IN (1)))
-- weir_scan_0a6ededf8e521e3b5ccee92cae69672b of prov: a Equal list_value(-5), b GreaterOrEqual list_value(3), c In list_value(1, $weir_y, NULL), d GreaterOrEqual list_value(1), d LessOrEqual list_value($weir_x), e IsNull, f StartsWith list_value('ab'), g StartsWith list_value('x'), h NotEqual list_value(CAST('2020-01-01' AS DATE))

-- Of joins: the side that is kept by WHERE, the other by ON.
SELECT * FROM prov p LEFT JOIN prov2 q ON p.id = q.id AND q.x > 3 AND p.y > 4 WHERE p.z < 5 AND q.z < 6
=>
SELECT * FROM weir_scan_57c9f2c6bb157bebf2f65c8a6006b345 AS p LEFT JOIN weir_scan_6be9053fb2b330d10517a0f9f3d92665 AS q ON (((p.id = q.id) AND (q.x > 3) AND (p.y > 4))) WHERE ((p.z < 5) AND (q.z < 6))
-- weir_scan_57c9f2c6bb157bebf2f65c8a6006b345 of prov: z Less list_value(5)
-- weir_scan_6be9053fb2b330d10517a0f9f3d92665 of prov2: x Greater list_value(3)

-- Of inner joins: both.
SELECT * FROM prov p JOIN prov2 q ON p.id = q.id AND q.x > 3 JOIN t ON t.id = p.id AND p.y > 4 WHERE q.z < 6
=>
SELECT * FROM weir_scan_cb8a86b6e5d0ef8d50bf902af933bb04 AS p INNER JOIN weir_scan_d6c822a405a09e3b357414fd0a49dc87 AS q ON (((p.id = q.id) AND (q.x > 3))) INNER JOIN t ON (((t.id = p.id) AND (p.y > 4))) WHERE (q.z < 6)
-- weir_scan_cb8a86b6e5d0ef8d50bf902af933bb04 of prov: y Greater list_value(4)
-- weir_scan_d6c822a405a09e3b357414fd0a49dc87 of prov2: z Less list_value(6), x Greater list_value(3)

-- Not of full, positional and nearest joins.
SELECT * FROM prov p FULL JOIN prov2 q ON p.id = q.id AND q.x > 3 WHERE p.y > 4 UNION ALL SELECT * FROM prov p POSITIONAL JOIN prov2 q WHERE p.y > 4 UNION ALL SELECT * FROM t ASOF JOIN prov q ON t.a >= q.a WHERE q.y > 4
=>
SELECT * FROM prov p FULL JOIN prov2 q ON p.id = q.id AND q.x > 3 WHERE p.y > 4 UNION ALL SELECT * FROM prov p POSITIONAL JOIN prov2 q WHERE p.y > 4 UNION ALL SELECT * FROM t ASOF JOIN prov q ON t.a >= q.a WHERE q.y > 4

-- Each reading of a table for itself, equal ones once.
SELECT (SELECT max(x) FROM prov WHERE id = 1) FROM prov WHERE id = 2 UNION ALL SELECT x FROM prov WHERE id = 1 UNION ALL SELECT x FROM prov
=>
(SELECT (SELECT max(x) FROM weir_scan_9b1796388556fa8cad3af2fe1cf2ce52 AS prov WHERE (id = 1)) FROM weir_scan_43b368f67cd1f544988a2408a2079042 AS prov WHERE (id = 2)) UNION ALL ((SELECT x FROM weir_scan_9b1796388556fa8cad3af2fe1cf2ce52 AS prov WHERE (id = 1)) UNION ALL (SELECT x FROM prov))
-- weir_scan_43b368f67cd1f544988a2408a2079042 of prov: id Equal list_value(2)
-- weir_scan_9b1796388556fa8cad3af2fe1cf2ce52 of prov: id Equal list_value(1)

-- A name that WITH defines is none of a provider.
WITH prov AS (SELECT 1 AS id) SELECT * FROM prov WHERE id = 1
=>
WITH prov AS (SELECT 1 AS id) SELECT * FROM prov WHERE id = 1

-- A limit goes along where every row that is read is a row of the answer.
SELECT id, 7 FROM prov WHERE id > 3 LIMIT 10 OFFSET 5
=>
SELECT id, 7 FROM weir_scan_04593a8aeaf14bf6b41d5c8b00498fcc AS prov WHERE (id > 3) LIMIT 10 OFFSET 5
-- weir_scan_04593a8aeaf14bf6b41d5c8b00498fcc of prov: id Greater list_value(3) limit 15

-- Not with an unknown condition, a group, a window, an aggregate.
SELECT * FROM (SELECT * FROM prov WHERE id > 3 AND f(id) LIMIT 1), (SELECT id FROM prov GROUP BY id LIMIT 1), (SELECT row_number() OVER () FROM prov LIMIT 1), (SELECT count(*) FROM prov LIMIT 1), (SELECT unnest(l) FROM prov LIMIT 1)
=>
SELECT * FROM (SELECT * FROM weir_scan_c21157fad45a7abcbb1fa8e8d72ee159 AS prov WHERE ((id > 3) AND f(id)) LIMIT 1) , (SELECT id FROM prov GROUP BY id LIMIT 1) , (SELECT row_number() OVER () FROM prov LIMIT 1) , (SELECT count_star() FROM prov LIMIT 1) , (SELECT unnest(l) FROM prov LIMIT 1)
-- weir_scan_c21157fad45a7abcbb1fa8e8d72ee159 of prov: id Greater list_value(3)

-- Samples, versions and renamed columns are left alone.
SELECT * FROM prov TABLESAMPLE 10% WHERE id > 1 UNION ALL SELECT * FROM prov AS p(x, y) WHERE x > 1
=>
SELECT * FROM prov TABLESAMPLE 10% WHERE id > 1 UNION ALL SELECT * FROM prov AS p(x, y) WHERE x > 1

-- And nowhere else.
SELECT * FROM (SELECT * FROM prov ORDER BY id LIMIT 10), (SELECT DISTINCT id FROM prov LIMIT 3), (SELECT id FROM prov LIMIT 10%)
=>
SELECT * FROM (SELECT * FROM prov ORDER BY id LIMIT 10), (SELECT DISTINCT id FROM prov LIMIT 3), (SELECT id FROM prov LIMIT 10%)
