-- TPC-H query 15: top supplier.
WITH revenue AS (
    SELECT l.suppkey, sum(l.extendedprice::DECIMAL(15, 2) * (1 - l.discount::DECIMAL(15, 2))) AS total
    FROM lineitem l
    WHERE l.shipdate >= DATE '1996-01-01'
      AND l.shipdate < DATE '1996-01-01' + INTERVAL 3 MONTH
    GROUP BY l.suppkey)
SELECT s.suppkey, s.name, s.address, s.phone, v.total
FROM supplier s
JOIN revenue v ON v.suppkey = s.suppkey
WHERE v.total = (SELECT max(total) FROM revenue)
ORDER BY s.suppkey
