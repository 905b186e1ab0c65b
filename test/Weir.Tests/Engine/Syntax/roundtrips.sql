SELECT * EXCLUDE (a) REPLACE (b+1 AS b) RENAME (c AS d) FROM t
SELECT COLUMNS('a.*')::int FROM t
SELECT COLUMNS(* EXCLUDE (x)) + 1 FROM t
SELECT *COLUMNS(*) FROM t
SELECT coalesce(*COLUMNS(*)) FROM t
SELECT t.* LIKE 'a%' FROM t
SELECT * LIKE 'a%' FROM t
SELECT COLUMNS(c -> c LIKE 'a%') FROM t
SELECT COLUMNS(lambda c: c LIKE 'a%') FROM t
SELECT list_transform([1], lambda x: x+1)
SELECT list_transform([1], x -> x+1)
SELECT [x+1 FOR x IN [1,2] IF x>1]
SELECT a[1], a[1:2], a[:-1:2], a.b.c, (a).b, a['x'] FROM t
SELECT {'a':1,'b b':2}
SELECT MAP {'a':1}
SELECT row(1,2)
SELECT (1,2)
SELECT struct_pack(a := 1)
SELECT * FROM a ASOF JOIN b ON a.x>=b.x
SELECT * FROM a POSITIONAL JOIN b
SELECT * FROM a SEMI JOIN b USING (x)
SELECT * FROM a ANTI JOIN b USING (x)
SELECT * FROM a NATURAL JOIN b
SELECT * FROM a FULL JOIN b USING (x,y)
SELECT * FROM a LEFT JOIN LATERAL (SELECT a.x+1) ON true
SELECT * FROM a, b, LATERAL (SELECT 1) c
SELECT * FROM a CROSS JOIN b
SELECT * FROM a RIGHT JOIN b ON true
SELECT * FROM a LEFT JOIN b USING (x) JOIN c USING (x)
SELECT * FROM (a JOIN b ON true) JOIN c ON true
SELECT * FROM a JOIN (b JOIN c ON true) ON true
SELECT a FROM t TABLESAMPLE 10%
SELECT a FROM t USING SAMPLE 10 ROWS
SELECT a FROM t USING SAMPLE reservoir(10 ROWS) REPEATABLE (3)
SELECT a FROM t TABLESAMPLE bernoulli(10%) REPEATABLE (3)
SELECT a FROM t TABLESAMPLE system(10%)
SELECT a FROM t GROUP BY ROLLUP(a,b), c
SELECT a FROM t GROUP BY GROUPING SETS ((a),(b,c),())
SELECT a FROM t GROUP BY CUBE(a,b)
SELECT a FROM t GROUP BY ALL
SELECT grouping(a), grouping_id(a,b) FROM t GROUP BY a,b
SELECT a FROM t GROUP BY ()
SELECT DISTINCT ON (a) b FROM t ORDER BY a
SELECT DISTINCT a FROM t
SELECT a FROM t ORDER BY ALL
SELECT a FROM t ORDER BY ALL DESC NULLS LAST
SELECT a FROM t ORDER BY a DESC NULLS FIRST LIMIT 3 OFFSET 2
SELECT a FROM t LIMIT 10%
SELECT a FROM t LIMIT (SELECT 3)
SELECT a FROM t LIMIT $1 OFFSET $2
SELECT a FROM t ORDER BY a COLLATE NOCASE
SELECT a COLLATE DE FROM t
SELECT a FROM t UNION SELECT b FROM u
SELECT a FROM t UNION ALL BY NAME SELECT b FROM u
SELECT a FROM t INTERSECT ALL SELECT b FROM u EXCEPT SELECT 1
(SELECT a FROM t ORDER BY a LIMIT 1) UNION ALL (SELECT b FROM u) ORDER BY 1
WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM r WHERE n<3) SELECT * FROM r
WITH RECURSIVE r(n,m) USING KEY (n) AS (SELECT 1,2 UNION SELECT n, m+1 FROM r WHERE m<3) SELECT * FROM r
WITH a AS MATERIALIZED (SELECT 1), b AS NOT MATERIALIZED (SELECT 2), c(x) AS (SELECT 3) SELECT * FROM a,b,c
SELECT (WITH a AS (SELECT 1) SELECT * FROM a)
SELECT CASE WHEN a THEN 1 WHEN b THEN 2 ELSE 3 END, CASE a WHEN 1 THEN 2 END FROM t
SELECT a BETWEEN 1 AND 2, a NOT BETWEEN 1 AND 2, a IN (1,2), a NOT IN (1), a IN (SELECT 1), a = ANY(SELECT 1), a > ALL(SELECT 1), EXISTS(SELECT 1), NOT EXISTS (SELECT 1) FROM t
SELECT a IS NULL, a IS NOT NULL, a IS DISTINCT FROM 1, a IS NOT DISTINCT FROM 2 FROM t
SELECT a LIKE 'x' ESCAPE '$', a ILIKE 'x', a NOT LIKE 'q', a SIMILAR TO 'x', a NOT SIMILAR TO 'x', a GLOB 'x', a ~ 'x', a !~ 'x', a ~~ 'b', a ^@ 'c' FROM t
SELECT -1, - 1, -(-1), +1, ~1, !true, 5!, @ -1, NOT a, 2**3, 2^3, 5//2, 5%2, 1<<2, 1>>2, 1&2, 1|2, xor(1,2), 'a'||'b', [1]||[2] FROM t
SELECT a->'$.x', a->>'$.x' FROM t
SELECT TRY_CAST('x' AS INT), CAST(1 AS DECIMAL(10,2)), 1::VARCHAR[], 1::INT[3], '{}'::STRUCT(a INT, "b c" VARCHAR), x::MAP(VARCHAR, INT), y::UNION(a INT, b VARCHAR), z::ENUM('a','b') FROM t
SELECT 'it''s', E'a\nb', $$x'y$$, 'a b', ''
SELECT X'AB', '\xAB'::BLOB, B'101'
SELECT DATE '2020-01-01', TIME '12:00', TIMESTAMP '2020-01-01', INTERVAL 1 DAY, INTERVAL '1 year 2 months', INTERVAL (a) HOUR FROM t
SELECT current_date, current_timestamp, now(), localtime, current_user, user, session_user
SELECT extract(year FROM a), date_part('x', a), position('a' IN b), substring(a FROM 1 FOR 2), trim(BOTH 'x' FROM a), trim(a), overlay(a PLACING 'x' FROM 1) FROM t
SELECT a AT TIME ZONE 'UTC' FROM t
SELECT count(*), count(DISTINCT a), count() FROM t
SELECT sum(a) FILTER (WHERE b) FROM t
SELECT string_agg(a, ',' ORDER BY b DESC NULLS LAST, c) FROM t
SELECT row_number() OVER (ORDER BY a RANGE BETWEEN INTERVAL 1 DAY PRECEDING AND CURRENT ROW), sum(x) OVER (ORDER BY a GROUPS BETWEEN 1 PRECEDING AND 2 FOLLOWING EXCLUDE GROUP), lag(x,1,0) OVER (ORDER BY a), lead(x, 2) OVER (), nth_value(x, 2 IGNORE NULLS) OVER (ORDER BY a), ntile(3) OVER (ORDER BY a), count(DISTINCT x) OVER (), sum(x) OVER (ORDER BY a ROWS BETWEEN 1 FOLLOWING AND 2 FOLLOWING EXCLUDE CURRENT ROW), first_value(x ORDER BY y) OVER (PARTITION BY p), rank(ORDER BY b) OVER (PARTITION BY c) FROM t
SELECT a, row_number() OVER w FROM t WINDOW w AS (ORDER BY a) QUALIFY row_number() OVER w = 1
SELECT a FROM t HAVING count(*) > 1
SELECT a FROM t QUALIFY sum(b) OVER () > 1
PIVOT t ON k IN ('a','b') USING sum(v) GROUP BY g
PIVOT t ON k IN ('a','b') USING sum(v) AS s, max(v) AS m GROUP BY g ORDER BY g LIMIT 3
SELECT * FROM t PIVOT (sum(v) FOR k IN ('a' AS x,'b') GROUP BY g) AS p
SELECT * FROM t PIVOT (sum(v) AS s FOR k IN ('a') m IN (1,2))
UNPIVOT t ON a,b INTO NAME n VALUE v
UNPIVOT t ON COLUMNS(* EXCLUDE (id)) INTO NAME n VALUE v
SELECT * FROM t UNPIVOT (v FOR n IN (a,b)) u
UNPIVOT t ON (a + 1) INTO NAME n VALUE v
FROM (SELECT 1) t(x)
FROM t
FROM t SELECT a
FROM t AS u(a,b) WHERE a
SELECT * FROM range(3) r(i)
SELECT * FROM read_csv('x', header = true, columns = {'a':'INT'})
SELECT * FROM read_csv('x', header := true, delim => ';')
SELECT * FROM f((SELECT 1))
SELECT * FROM range(3) WITH ORDINALITY
SELECT * FROM generate_series(1,2) WITH ORDINALITY AS x(a,b)
SELECT unnest([1,2]), unnest(a, recursive := true), unnest(b, max_depth := 2) FROM t
SELECT * FROM unnest([1,2]) AS u(x)
SELECT * FROM t AT (VERSION => 3)
SELECT * FROM t AT (TIMESTAMP => '2020-01-01')
SELECT * FROM db.sch.t
SELECT "Weird Name", "select", "a""b" FROM "T x"."y"
SELECT ?, ?
SELECT $1, $2
SELECT $a, $a, $b
SELECT a AS "x y", b "c" FROM t
SELECT x: 42, y: a+1 FROM z: t
DESCRIBE SELECT 1
SUMMARIZE t
SHOW TABLES
DESCRIBE t
SHOW ALL TABLES
TABLE t
SELECT #1 FROM t
SELECT t FROM t
SELECT rowid FROM t
SELECT DEFAULT
SELECT getvariable('x')
SELECT f(a, b).c, f(a).c.d FROM t
SELECT a.b(c), a.upper().lower() FROM t
SELECT try(a/0), if(a,b,c), ifnull(a,b), nullif(a,b), coalesce(a,b) FROM t
SELECT array_agg(a), list(a), array[1,2], array(SELECT 1)
SELECT ARRAY(SELECT a FROM t ORDER BY a)
SELECT main.f(1), memory.main.f(1)
SELECT * FROM (VALUES (1,2),(3,4)) v(a,b), t
SELECT * FROM (FROM t)
SELECT (SELECT a FROM t LIMIT 1)
SELECT (FROM t)
SELECT a.* FROM a
SELECT * FROM t WHERE (a,b) IN ((1,2))
SELECT * FROM t WHERE (a,b) = (1,2) AND (a,b) IN (SELECT 1,2)
SELECT 1 = ANY([1,2])
SELECT a IN b FROM t
SELECT a IN [1,2] FROM t
SELECT 1 IN (1)
SELECT * FROM a, a b WHERE a.x = b.x
SELECT interval '3' day, '3 days'::interval
SELECT 1 AS a, a+1 AS b
SELECT f(VARIADIC [1])
SELECT f(DISTINCT a, b) FROM t
SELECT date_trunc('month', a) d, * FROM t
SELECT NULL::INT, TRUE, FALSE, NULL
SELECT a::JSON->'b', a->'b'->>'c' FROM t
SELECT timestamp with time zone '2020-01-01 00:00:00+00'
SELECT 'x'::VARCHAR COLLATE NOCASE = 'X'
SELECT 1::DECIMAL
SELECT 10::TINYINT, 'NaN'::DOUBLE, 'inf'::FLOAT
SELECT x.y.z[1].w FROM x
SELECT * FROM t WHERE a NOT NULL AND b ISNULL
SELECT a IS TRUE, a IS NOT FALSE, a IS UNKNOWN FROM t
SELECT count(*) OVER (PARTITION BY a, b ORDER BY c, d ROWS UNBOUNDED PRECEDING) FROM t
SELECT * FROM t POSITIONAL JOIN u
SELECT sum(DISTINCT a ORDER BY a) OVER (PARTITION BY b ORDER BY c) FROM t
SELECT lag(x ORDER BY y) OVER (ORDER BY z) FROM t
SELECT cume_dist(ORDER BY y) OVER (ORDER BY z), fill(x) OVER (ORDER BY z) FROM t
SELECT last_value(x RESPECT NULLS) OVER (ORDER BY y) FROM t
SELECT {a: 1, b: {c: 2}}
SELECT map([1],[2])
SELECT a."b".c::INT[][] FROM t
SELECT "f g"(1)
SELECT count(*) FILTER (a > 1) FROM t
SELECT 1 WHERE 1 = 1 ORDER BY 1 DESC
SELECT a FROM s1.t, s2.t
SELECT not a = b, not (a = b), (not a) = b FROM t
SELECT a - (b - c), (a - b) - c, a / (b * c), -a ^ 2, (-a) ^ 2 FROM t
SELECT (a AND b) OR c, a AND (b OR c) FROM t
SELECT (SELECT 1) + 1, -(SELECT 1)
SELECT (a IS NULL) = b, (a IN (1)) = b, (a BETWEEN 1 AND 2) = b, (a LIKE 'x') = b FROM t
SELECT (CASE WHEN a THEN b END).c FROM t
SELECT (a::INT).b, (a || b)[1], ([1,2])[1], (f(x))[1], {'a':1}.a, ({'a':1}).a FROM t
SELECT (lambda x: x+1)
SELECT list_reduce([1,2], lambda x, y: x+y), list_filter(l, lambda x, i: i > 1), list_transform(l, lambda x: list_transform(x, lambda y: y + 1)) FROM t
