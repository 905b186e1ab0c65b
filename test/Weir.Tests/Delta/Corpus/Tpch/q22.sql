-- TPC-H query 22: global sales opportunity.
SELECT country, count(*) AS customers, sum(acctbal) AS total
FROM (
    SELECT substring(c.phone, 1, 2) AS country, c.acctbal::DECIMAL(15, 2) AS acctbal, c.custkey
    FROM customer c
    WHERE substring(c.phone, 1, 2) IN ('13', '31', '23', '29', '30', '18', '17')
      AND c.acctbal::DECIMAL(15, 2) > (
          SELECT avg(c2.acctbal::DECIMAL(15, 2))
          FROM customer c2
          WHERE c2.acctbal > 0 AND substring(c2.phone, 1, 2) IN ('13', '31', '23', '29', '30', '18', '17'))
      AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.custkey = c.custkey)) idle
GROUP BY country
ORDER BY country
