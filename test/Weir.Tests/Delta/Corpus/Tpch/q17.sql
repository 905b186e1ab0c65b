-- TPC-H query 17: small-quantity-order revenue.
SELECT sum(l.extendedprice::DECIMAL(15, 2)) / 7.0 AS avg_yearly
FROM lineitem l
JOIN part p ON p.partkey = l.partkey
WHERE p.brand = 'Brand#23'
  AND p.container = 'MED BOX'
  AND l.quantity < (SELECT 0.2 * avg(l2.quantity) FROM lineitem l2 WHERE l2.partkey = p.partkey)
