-- TPC-H query 11: important stock identification; the fraction is 0.0001 / scale factor, here 0.01.
SELECT ps.partkey, sum(ps.supplycost::DECIMAL(15, 2) * ps.availqty) AS value
FROM partsupp ps
JOIN supplier s ON s.suppkey = ps.suppkey
JOIN nation n ON n.nationkey = s.nationkey
WHERE n.name = 'GERMANY'
GROUP BY ps.partkey
HAVING sum(ps.supplycost::DECIMAL(15, 2) * ps.availqty) > (
    SELECT sum(ps.supplycost::DECIMAL(15, 2) * ps.availqty) * 0.01
    FROM partsupp ps
    JOIN supplier s ON s.suppkey = ps.suppkey
    JOIN nation n ON n.nationkey = s.nationkey
    WHERE n.name = 'GERMANY')
ORDER BY value DESC, ps.partkey
