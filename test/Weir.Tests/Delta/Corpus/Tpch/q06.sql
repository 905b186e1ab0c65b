-- TPC-H query 6: forecasting revenue change.
SELECT sum(l.extendedprice::DECIMAL(15, 2) * l.discount::DECIMAL(15, 2)) AS revenue
FROM lineitem l
WHERE l.shipdate >= DATE '1994-01-01'
  AND l.shipdate < DATE '1994-01-01' + INTERVAL 1 YEAR
  AND l.discount::DECIMAL(15, 2) BETWEEN 0.06 - 0.01 AND 0.06 + 0.01
  AND l.quantity < 24
