-- TPC-H query 5: local supplier volume.
SELECT n.name, sum(l.extendedprice::DECIMAL(15, 2) * (1 - l.discount::DECIMAL(15, 2))) AS revenue
FROM region r
JOIN nation n ON n.regionkey = r.regionkey
JOIN supplier s ON s.nationkey = n.nationkey
JOIN lineitem l ON l.suppkey = s.suppkey
JOIN orders o ON o.orderkey = l.orderkey
JOIN customer c ON c.custkey = o.custkey AND c.nationkey = s.nationkey
WHERE r.name = 'ASIA'
  AND o.orderdate >= DATE '1994-01-01'
  AND o.orderdate < DATE '1994-01-01' + INTERVAL 1 YEAR
GROUP BY n.name
ORDER BY revenue DESC
