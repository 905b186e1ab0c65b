-- TPC-H query 1: pricing summary report.
SELECT
    l.returnflag,
    l.linestatus,
    sum(l.quantity::DECIMAL(15, 2)) AS sum_qty,
    sum(l.extendedprice::DECIMAL(15, 2)) AS sum_base_price,
    sum(l.extendedprice::DECIMAL(15, 2) * (1 - l.discount::DECIMAL(15, 2))) AS sum_disc_price,
    sum(l.extendedprice::DECIMAL(15, 2) * (1 - l.discount::DECIMAL(15, 2)) * (1 + l.tax::DECIMAL(15, 2))) AS sum_charge,
    avg(l.quantity::DECIMAL(15, 2)) AS avg_qty,
    avg(l.extendedprice::DECIMAL(15, 2)) AS avg_price,
    avg(l.discount::DECIMAL(15, 2)) AS avg_disc,
    count(*) AS count_order
FROM lineitem l
WHERE l.shipdate <= DATE '1998-12-01' - INTERVAL 90 DAY
GROUP BY l.returnflag, l.linestatus
ORDER BY l.returnflag, l.linestatus
