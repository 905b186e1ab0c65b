-- The eight TPC-H tables as pure functions of their keys: the same rows on every machine and run.
-- {scale} is the scale factor: lineitem has about 6,000,000 rows at 1.
-- dice(key, salt, faces) stands for an even, repeatable throw from 0 to faces - 1.

-- macros
CREATE OR REPLACE TEMP MACRO dice(key, salt, faces) AS (hash(key, salt) % faces::UBIGINT)::BIGINT;
CREATE OR REPLACE TEMP MACRO pick(key, salt, words) AS words[1 + dice(key, salt, len(words))];
CREATE OR REPLACE TEMP MACRO prose(key) AS concat_ws(' ',
    pick(key, 91, ['carefully', 'quickly', 'furiously', 'slyly', 'blithely', 'silent', 'final', 'bold']),
    pick(key, 92, ['regular', 'express', 'pending', 'ironic', 'even', 'special', 'unusual', 'close']),
    pick(key, 93, ['packages', 'deposits', 'accounts', 'requests', 'theodolites', 'pinto beans', 'ideas', 'dolphins']),
    pick(key, 94, ['sleep', 'haggle', 'nag', 'wake', 'cajole', 'boost', 'detect', 'integrate']));
CREATE OR REPLACE TEMP MACRO phone(key, nation) AS concat_ws('-', 10 + nation,
    100 + dice(key, 31, 900), 100 + dice(key, 32, 900), 1000 + dice(key, 33, 9000));
CREATE OR REPLACE TEMP MACRO part_price(part) AS
    (90000 + (part // 10) % 20001 + 100 * (part % 1000))::DECIMAL(15,2) / 100;
CREATE OR REPLACE TEMP MACRO part_supplier(part, turn) AS
    1 + (part + turn * ({scale} * 10000 // 4 + (part - 1) // ({scale} * 10000))) % ({scale} * 10000);
CREATE OR REPLACE TEMP MACRO order_day(orders) AS DATE '1992-01-01' + dice(orders, 5, 2406)::INTEGER;

-- table: region
SELECT i AS r_regionkey, (['AFRICA', 'AMERICA', 'ASIA', 'EUROPE', 'MIDDLE EAST'])[i + 1] AS r_name,
    prose(i) AS r_comment
FROM range(5) t(i)

-- table: nation
SELECT i AS n_nationkey,
    (['ALGERIA', 'ARGENTINA', 'BRAZIL', 'CANADA', 'EGYPT', 'ETHIOPIA', 'FRANCE', 'GERMANY', 'INDIA',
      'INDONESIA', 'IRAN', 'IRAQ', 'JAPAN', 'JORDAN', 'KENYA', 'MOROCCO', 'MOZAMBIQUE', 'PERU', 'CHINA',
      'ROMANIA', 'SAUDI ARABIA', 'VIETNAM', 'RUSSIA', 'UNITED KINGDOM', 'UNITED STATES'])[i + 1] AS n_name,
    ([0, 1, 1, 1, 4, 0, 3, 3, 2, 2, 4, 4, 2, 4, 0, 0, 0, 1, 2, 3, 4, 2, 3, 3, 1])[i + 1]::BIGINT AS n_regionkey,
    prose(i) AS n_comment
FROM range(25) t(i)

-- table: supplier
SELECT i AS s_suppkey, 'Supplier#' || lpad(i::VARCHAR, 9, '0') AS s_name,
    'No ' || dice(i, 1, 100000) || ' Mill Lane' AS s_address, dice(i, 2, 25) AS s_nationkey,
    phone(i, dice(i, 2, 25)) AS s_phone, ((dice(i, 3, 1100000) - 100000) / 100)::DECIMAL(15,2) AS s_acctbal,
    CASE WHEN dice(i, 4, 2000) = 0 THEN 'Customer ' || prose(i) || ' Complaints' ELSE prose(i) END AS s_comment
FROM range(1, 1 + {scale} * 10000) t(i)

-- table: customer
SELECT i AS c_custkey, 'Customer#' || lpad(i::VARCHAR, 9, '0') AS c_name,
    'No ' || dice(i, 1, 100000) || ' High Street' AS c_address, dice(i, 2, 25) AS c_nationkey,
    phone(i, dice(i, 2, 25)) AS c_phone, ((dice(i, 3, 1100000) - 100000) / 100)::DECIMAL(15,2) AS c_acctbal,
    pick(i, 4, ['AUTOMOBILE', 'BUILDING', 'FURNITURE', 'HOUSEHOLD', 'MACHINERY']) AS c_mktsegment,
    prose(i) AS c_comment
FROM range(1, 1 + {scale} * 150000) t(i)

-- table: part
SELECT i AS p_partkey,
    concat_ws(' ',
        pick(i, 1, ['almond', 'azure', 'beige', 'black', 'blue', 'brown', 'chocolate', 'coral', 'cornsilk', 'cyan']),
        pick(i, 2, ['forest', 'ghost', 'gold', 'green', 'grey', 'indian', 'ivory', 'khaki', 'lace', 'lemon',
                    'lime', 'linen', 'magenta', 'maroon', 'mint', 'misty']),
        pick(i, 3, ['navy', 'olive', 'orange', 'orchid', 'pale', 'papaya', 'peach', 'peru', 'pink', 'plum'])) AS p_name,
    'Manufacturer#' || (1 + dice(i, 4, 5)) AS p_mfgr,
    'Brand#' || (1 + dice(i, 4, 5)) || (1 + dice(i, 5, 5)) AS p_brand,
    concat_ws(' ', pick(i, 6, ['STANDARD', 'SMALL', 'MEDIUM', 'LARGE', 'ECONOMY', 'PROMO']),
        pick(i, 7, ['ANODIZED', 'BURNISHED', 'PLATED', 'POLISHED', 'BRUSHED']),
        pick(i, 8, ['TIN', 'NICKEL', 'BRASS', 'STEEL', 'COPPER'])) AS p_type,
    (1 + dice(i, 9, 50))::INTEGER AS p_size,
    concat_ws(' ', pick(i, 10, ['SM', 'LG', 'MED', 'JUMBO', 'WRAP']),
        pick(i, 11, ['CASE', 'BOX', 'BAG', 'JAR', 'PKG', 'PACK', 'CAN', 'DRUM'])) AS p_container,
    part_price(i)::DECIMAL(15,2) AS p_retailprice, prose(i) AS p_comment
FROM range(1, 1 + {scale} * 200000) t(i)

-- table: partsupp
SELECT i AS ps_partkey, part_supplier(i, turn) AS ps_suppkey,
    (1 + dice(i * 4 + turn, 1, 9999))::INTEGER AS ps_availqty,
    ((100 + dice(i * 4 + turn, 2, 99900)) / 100)::DECIMAL(15,2) AS ps_supplycost, prose(i * 4 + turn) AS ps_comment
FROM range(1, 1 + {scale} * 200000) t(i), range(4) u(turn)

-- table: orders
SELECT i AS o_orderkey, 1 + dice(i, 1, {scale} * 50000) * 3 + dice(i, 2, 2) AS o_custkey,
    CASE WHEN order_day(i) > DATE '1995-06-17' THEN 'O' WHEN dice(i, 3, 40) = 0 THEN 'P' ELSE 'F' END AS o_orderstatus,
    ((100000 + dice(i, 4, 45000000)) / 100)::DECIMAL(15,2) AS o_totalprice, order_day(i) AS o_orderdate,
    pick(i, 6, ['1-URGENT', '2-HIGH', '3-MEDIUM', '4-NOT SPECIFIED', '5-LOW']) AS o_orderpriority,
    'Clerk#' || lpad((1 + dice(i, 7, {scale} * 1000))::VARCHAR, 9, '0') AS o_clerk, 0::INTEGER AS o_shippriority,
    prose(i) AS o_comment
FROM range(1, 1 + {scale} * 1500000) t(i)

-- table: lineitem
SELECT o AS l_orderkey, p AS l_partkey, part_supplier(p, dice(k, 2, 4)) AS l_suppkey, n AS l_linenumber,
    q::DECIMAL(15,2) AS l_quantity, (q * part_price(p))::DECIMAL(15,2) AS l_extendedprice,
    (dice(k, 4, 11) / 100)::DECIMAL(15,2) AS l_discount, (dice(k, 5, 9) / 100)::DECIMAL(15,2) AS l_tax,
    CASE WHEN receipt > DATE '1995-06-17' THEN 'N' WHEN dice(k, 6, 2) = 0 THEN 'R' ELSE 'A' END AS l_returnflag,
    CASE WHEN ship > DATE '1995-06-17' THEN 'O' ELSE 'F' END AS l_linestatus,
    ship AS l_shipdate, order_day(o) + (30 + dice(k, 8, 61))::INTEGER AS l_commitdate, receipt AS l_receiptdate,
    pick(k, 10, ['DELIVER IN PERSON', 'COLLECT COD', 'NONE', 'TAKE BACK RETURN']) AS l_shipinstruct,
    pick(k, 11, ['REG AIR', 'AIR', 'RAIL', 'SHIP', 'TRUCK', 'MAIL', 'FOB']) AS l_shipmode, prose(k) AS l_comment
FROM (
    SELECT o, n, o * 8 + n AS k, 1 + dice(o * 8 + n, 1, {scale} * 200000) AS p, 1 + dice(o * 8 + n, 3, 50) AS q,
        order_day(o) + (1 + dice(o * 8 + n, 7, 121))::INTEGER AS ship,
        order_day(o) + (1 + dice(o * 8 + n, 7, 121) + 1 + dice(o * 8 + n, 9, 30))::INTEGER AS receipt
    FROM range(1, 1 + {scale} * 1500000) t(o), (SELECT (1 + line)::INTEGER AS n FROM range(7) u(line))
    WHERE n <= 1 + dice(o, 12, 7))
