-- TPC-H query 3: shipping priority.
SELECT l.orderkey, sum(l.extendedprice::DECIMAL(15, 2) * (1 - l.discount::DECIMAL(15, 2))) AS revenue, o.orderdate, o.shippriority
FROM customer c
JOIN orders o ON o.custkey = c.custkey
JOIN lineitem l ON l.orderkey = o.orderkey
WHERE c.mktsegment = 'BUILDING'
  AND o.orderdate < DATE '1995-03-15'
  AND l.shipdate > DATE '1995-03-15'
GROUP BY l.orderkey, o.orderdate, o.shippriority
ORDER BY revenue DESC, o.orderdate, l.orderkey
LIMIT 10
