-- TPC-H query 18: large volume customer.
SELECT c.name, c.custkey, o.orderkey, o.orderdate, o.totalprice, sum(l.quantity::DECIMAL(15, 2)) AS quantity
FROM customer c
JOIN orders o ON o.custkey = c.custkey
JOIN lineitem l ON l.orderkey = o.orderkey
WHERE o.orderkey IN (SELECT l2.orderkey FROM lineitem l2 GROUP BY l2.orderkey HAVING sum(l2.quantity) > 300)
GROUP BY c.name, c.custkey, o.orderkey, o.orderdate, o.totalprice
ORDER BY o.totalprice DESC, o.orderdate, o.orderkey
LIMIT 100
