-- TPC-H query 14: promotion effect.
SELECT 100.00 * sum(CASE WHEN p.type LIKE 'PROMO%' THEN l.extendedprice::DECIMAL(15, 2) * (1 - l.discount::DECIMAL(15, 2)) ELSE 0 END) / sum(l.extendedprice::DECIMAL(15, 2) * (1 - l.discount::DECIMAL(15, 2))) AS promo_revenue
FROM lineitem l
JOIN part p ON p.partkey = l.partkey
WHERE l.shipdate >= DATE '1995-09-01'
  AND l.shipdate < DATE '1995-09-01' + INTERVAL 1 MONTH
