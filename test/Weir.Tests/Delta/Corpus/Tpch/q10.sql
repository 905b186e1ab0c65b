-- TPC-H query 10: returned item reporting.
SELECT c.custkey, c.name, sum(l.extendedprice::DECIMAL(15, 2) * (1 - l.discount::DECIMAL(15, 2))) AS revenue, c.acctbal, n.name AS nation, c.address, c.phone, c.comment
FROM customer c
JOIN orders o ON o.custkey = c.custkey
JOIN lineitem l ON l.orderkey = o.orderkey
JOIN nation n ON n.nationkey = c.nationkey
WHERE o.orderdate >= DATE '1993-10-01'
  AND o.orderdate < DATE '1993-10-01' + INTERVAL 3 MONTH
  AND l.returnflag = 'R'
GROUP BY c.custkey, c.name, c.acctbal, c.phone, n.name, c.address, c.comment
ORDER BY revenue DESC, c.custkey
LIMIT 20
