using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Weir.Arrow;
using Xunit.Abstractions;

namespace Weir.Tests.Examples;

public sealed class LakeServiceTests(LakeServiceProcess service, ITestOutputHelper output) : IClassFixture<LakeServiceProcess>
{
    private const string ArrowType = "application/vnd.apache.arrow.stream";

    [Fact]
    public async Task It_is_healthy_and_answers_json_lines_and_arrow()
    {
        Assert.Equal("Healthy", await service.Client.GetStringAsync("/health"));
        Assert.Equal("[\"orders\"]", await service.Client.GetStringAsync("/tables"));
        string lines = await service.Client.GetStringAsync(Query("SELECT status, count(*) AS n FROM orders GROUP BY ALL ORDER BY ALL"));
        Assert.Equal("{\"status\":\"open\",\"n\":66667}\n{\"status\":\"paid\",\"n\":66667}\n{\"status\":\"sent\",\"n\":66666}\n", lines);
        Assert.Equal(200_000, Rows(await AskAsync("FROM orders")));
    }

    [Fact]
    public async Task A_request_with_parameters_and_a_limit_is_answered_by_that()
    {
        using HttpResponseMessage answer = await service.Client.PostAsJsonAsync("/query", new
        {
            sql = "SELECT id FROM orders WHERE customer = $customer AND id > $least AND $known ORDER BY id;",
            maxRows = 2,
            parameters = new Dictionary<string, object> { ["customer"] = "customer 7", ["least"] = 7, ["known"] = true },
        });
        Assert.Equal("{\"id\":1007}\n{\"id\":2007}\n", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("DROP TABLE orders", HttpStatusCode.Forbidden, "WEIR5001")]
    [InlineData("SELECT * FROM read_text('/etc/hostname')", HttpStatusCode.Forbidden, "WEIR5015")]
    [InlineData("FROM '/etc/hostname'", HttpStatusCode.Forbidden, "WEIR5004")]
    [InlineData("SELECT current_setting('temp_directory')", HttpStatusCode.Forbidden, "WEIR5015")]
    [InlineData("EXPLAIN FROM orders", HttpStatusCode.Forbidden, "WEIR5001")]
    [InlineData("SELECT 1; SELECT 2;", HttpStatusCode.Forbidden, "WEIR5002")]
    [InlineData("SELECT * FROM nowhere", HttpStatusCode.BadRequest, "WEIR8008")]
    [InlineData("SELEC 1", HttpStatusCode.BadRequest, "WEIR4004")]
    public async Task What_is_refused_is_a_problem_with_its_code(string sql, HttpStatusCode status, string code)
    {
        using HttpResponseMessage answer = await service.Client.SendAsync(Request(sql));
        JsonElement problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((status, code), (answer.StatusCode, problem.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task An_answer_that_breaks_off_never_looks_whole()
    {
        using HttpResponseMessage answer = await service.Client.SendAsync(
            Request("SELECT CASE WHEN i = 600000 THEN error('late') ELSE i END AS i FROM range(1000000) r(i)"), HttpCompletionOption.ResponseHeadersRead);
        await Assert.ThrowsAsync<HttpRequestException>(() => answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Clients_that_come_and_go_leave_nothing_behind()
    {
        await LoadAsync(requests: 16, clients: 8, seed: 1);
        int handles = service.Handles;
        await LoadAsync(requests: 48, clients: 8, seed: 2);
        await SettleAsync(handles);
        Assert.Equal("Healthy", await service.Client.GetStringAsync("/health"));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Ten_thousand_requests_leave_nothing_behind()
    {
        await LoadAsync(requests: 1000, clients: 16, seed: 3);
        (int handles, int files, long memory, int threads) = (service.Handles, service.TemporaryFiles, service.ResidentMiB, service.Threads);
        await LoadAsync(requests: 10_000, clients: 16, seed: 4);
        await SettleAsync(handles);
        output.WriteLine(
            $"handles {handles} -> {service.Handles}, files {files} -> {service.TemporaryFiles}, memory {memory} -> {service.ResidentMiB} MiB, threads {threads} -> {service.Threads}");
        Assert.Equal(files, service.TemporaryFiles);
        Assert.InRange(service.ResidentMiB, 0, memory + 96);
        // The thread pool grows with what waits at once, not with what has been.
        Assert.InRange(service.Threads, 0, threads + 32);
    }

    // A third of the clients goes in the middle of an answer.
    private async Task LoadAsync(int requests, int clients, int seed)
    {
        string[] statements =
        [
            "SELECT count(*) AS n FROM orders", "SELECT id, amount FROM orders WHERE id < 500", "FROM orders LIMIT 5000",
            "SELECT status, sum(amount) AS amount FROM orders GROUP BY ALL ORDER BY amount DESC", "FROM orders",
        ];
        Random chance = new(seed);
        (string Sql, bool IsArrow, int? EndsAfter)[] plan =
        [
            .. Enumerable.Range(0, requests).Select(_ =>
                (statements[chance.Next(statements.Length - 1)], chance.Next(2) == 0, (int?)null)),
        ];
        for (int i = 0; i < requests; i += 3)
            plan[i] = (statements[^1], plan[i].IsArrow, chance.Next(1, 4));
        await Parallel.ForEachAsync(plan, new ParallelOptions { MaxDegreeOfParallelism = clients }, async (step, _) =>
        {
            using HttpRequestMessage request = Request(step.Sql, step.IsArrow);
            using HttpResponseMessage answer = await service.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, CancellationToken.None);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            await using Stream body = await answer.Content.ReadAsStreamAsync(CancellationToken.None);
            byte[] buffer = new byte[64 * 1024];
            int reads = 0;
            while (await body.ReadAsync(buffer, CancellationToken.None) > 0)
                if (++reads == step.EndsAfter)
                    return; // disposing closes the connection
        });
    }

    // The service learns that a client has gone a moment later than the client.
    private async Task SettleAsync(int handles)
    {
        for (int wait = 0; wait < 100 && service.Handles > handles + 8; wait++)
            await Task.Delay(100);
        Assert.InRange(service.Handles, 0, handles + 8);
    }

    private async Task<byte[]> AskAsync(string sql)
    {
        using HttpResponseMessage answer = await service.Client.SendAsync(Request(sql, isArrow: true));
        Assert.Equal(ArrowType, answer.Content.Headers.ContentType?.MediaType);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private static long Rows(byte[] stream)
    {
        using ArrowIpcReader reader = new(new MemoryStream(stream));
        long rows = 0;
        while (reader.Read() is { } batch)
            using (batch)
                rows += batch.RowCount;
        return rows;
    }

    private static HttpRequestMessage Request(string sql, bool isArrow = false)
    {
        HttpRequestMessage request = new(HttpMethod.Get, Query(sql));
        if (isArrow)
            request.Headers.Accept.ParseAdd(ArrowType);
        return request;
    }

    private static string Query(string sql) => $"/query?sql={Uri.EscapeDataString(sql)}";
}
