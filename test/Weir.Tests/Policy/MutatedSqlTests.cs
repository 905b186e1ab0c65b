using System.Security.Cryptography;
using System.Text;
using Weir.Arrow;
using Weir.Engine;

namespace Weir.Tests.Policies;

/// <summary>Mutated texts: each is answered with rows or a coded error, and changes neither the engine nor a file.</summary>
[Trait("Requirement", "R128")]
public sealed class MutatedSqlTests
{
    private static readonly string[] Splices =
    [
        ";", "'", "\"", "$$", "$a$", "--", "\n", "\r", "/*", "*/", "(", ")", "\\", "E'", "x'", "\u00A0", "\uFEFF", "\0", "é", "1e'", "DROP TABLE orders", "COPY (SELECT 1) TO '{out}/x.csv'",
        "; DELETE FROM orders", "EXPLAIN ", "EXPLAIN ANALYZE ", "WITH x AS (", "PREPARE p AS ", "FROM read_csv('{out}/secret.csv')", "'{out}/secret.csv'", "query('SELECT 1')", " AS ", ",", ".", "$1", "?", "::", ":=",
        "SET threads = 1", "ATTACH '{out}/x.db'", "PRAGMA threads=1", "CALL force_checkpoint()", "EXPORT DATABASE '{out}/e'", "CREATE TABLE x AS ", "INSERT INTO orders ", "UNION ", "[", "]", "{", "}", "CREATE FUNCTION f(a INTEGER) RETURN ",
    ];

    [Fact]
    public void No_mutation_gets_past_the_policy() => Fuzz(seed: 20260, rounds: 1_500);

    [Fact]
    [Trait("Category", "Slow")]
    public void No_mutation_of_many_gets_past_the_policy()
    {
        for (int seed = 1; seed <= 20; seed++)
            Fuzz(seed, rounds: 5_000);
    }

    private static void Fuzz(int seed, int rounds)
    {
        using HostileGround ground = new();
        using DuckConnection witness = ground.Witness();
        string settings = Settings(witness);
        string files = Files(ground.Folder);
        Random random = new(seed);
        Session[] sessions = [.. "rst".Select(ground.New)];
        string[] seeds = [.. HostileText.All.Select(text => ground.Filled(text.Sql))];
        for (int round = 0; round < rounds; round++)
        {
            string sql = Mutated(seeds[random.Next(seeds.Length)], seeds, ground, random);
            Session session = sessions[round % sessions.Length];
            bool isAllowed = Try(session, sql);
            // Settings and databases are looked at after whatever ran, files now and then, for that takes longer.
            if (isAllowed)
                Assert.True(settings == Settings(witness), $"seed {seed}, round {round}: the engine is another after {sql}");
            if (round % 100 == 99)
                Assert.True(files == Files(ground.Folder), $"seed {seed}, rounds up to {round}: a file changed; the last text was {sql}");
        }
        Array.ForEach(sessions, session => session.Dispose());
        Assert.Equal(settings, Settings(witness));
        Assert.Equal(files, Files(ground.Folder));
    }

    private static string Mutated(string sql, string[] seeds, HostileGround ground, Random random)
    {
        for (int count = random.Next(1, 4); count > 0; count--)
        {
            int at = random.Next(sql.Length + 1);
            int length = random.Next(Math.Min(12, sql.Length - at) + 1);
            string other = seeds[random.Next(seeds.Length)];
            sql = random.Next(6) switch
            {
                0 => sql.Remove(at, length),
                1 => sql.Insert(at, ground.Filled(Splices[random.Next(Splices.Length)])),
                2 => sql.Insert(at, sql.Substring(at, length)),
                3 => string.Concat(sql.AsSpan(0, at), ground.Filled(Splices[random.Next(Splices.Length)]), sql.AsSpan(at + length)),
                4 => string.Concat(sql.AsSpan(0, at), other.AsSpan(random.Next(other.Length + 1))),
                _ => at < sql.Length ? sql.Remove(at, 1).Insert(at, ((char)random.Next(1, 0x180)).ToString()) : sql + " ",
            };
        }
        return sql;
    }

    // True when it ran. A verdict of the judge and what happens when it is run must agree.
    private static bool Try(Session session, string sql)
    {
        SqlVerdict verdict = session.Judge(sql);
        using CancellationTokenSource stop = new(TimeSpan.FromSeconds(5));
        try
        {
            using QueryResult result = session.Run(new Query(sql) { MaxRows = 100 }, stop.Token);
            using RecordBatchReader rows = result.AsReader();
            while (rows.Read(stop.Token) is { } batch)
                batch.Dispose();
            Assert.True(verdict.IsAllowed, $"it was refused and ran: {sql}");
            return true;
        }
        catch (Exception failure) when (failure is WeirException or OperationCanceledException)
        {
            if (!verdict.IsAllowed)
                Assert.True(verdict.Refusal!.Code == (failure as WeirException)?.Code, $"judged {verdict.Refusal.Code}, ran {failure}: {sql}");
            return verdict.IsAllowed;
        }
    }

    private static string Settings(DuckConnection witness)
    {
        StringBuilder all = new();
        string[] questions =
        [
            "SELECT string_agg(name || '=' || coalesce(value, ''), ',' ORDER BY name) FROM duckdb_settings() WHERE name NOT IN ('profile_output', 'progress_bar_time')",
            "SELECT string_agg(database_name || coalesce(path, ''), ',' ORDER BY ALL) FROM duckdb_databases()",
            "SELECT string_agg(extension_name, ',' ORDER BY ALL) FROM duckdb_extensions() WHERE loaded",
            "SELECT count(*)::VARCHAR FROM duckdb_tables() WHERE NOT temporary",
        ];
        foreach (string question in questions)
        {
            using RecordBatchReader rows = witness.Query(question);
            using RecordBatch? batch = rows.Read();
            all.AppendLine(batch!.Column(0).IsNull(0) ? "" : batch.Column(0).GetString(0));
        }
        return all.ToString();
    }

    private static string Files(string folder) => string.Join('\n', Directory
        .EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(path => File.Exists(path) ? $"{path} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}" : path));
}
