-- TPC-H query 19: discounted revenue.
SELECT sum(l.extendedprice::DECIMAL(15, 2) * (1 - l.discount::DECIMAL(15, 2))) AS revenue
FROM lineitem l
JOIN part p ON p.partkey = l.partkey
WHERE l.shipmode IN ('AIR', 'AIR REG')
  AND l.shipinstruct = 'DELIVER IN PERSON'
  AND ((p.brand = 'Brand#12'
        AND p.container IN ('SM CASE', 'SM BOX', 'SM PACK', 'SM PKG')
        AND l.quantity BETWEEN 1 AND 11
        AND p.size BETWEEN 1 AND 5)
    OR (p.brand = 'Brand#23'
        AND p.container IN ('MED BAG', 'MED BOX', 'MED PKG', 'MED PACK')
        AND l.quantity BETWEEN 10 AND 20
        AND p.size BETWEEN 1 AND 10)
    OR (p.brand = 'Brand#34'
        AND p.container IN ('LG CASE', 'LG BOX', 'LG PACK', 'LG PKG')
        AND l.quantity BETWEEN 20 AND 30
        AND p.size BETWEEN 1 AND 15))
