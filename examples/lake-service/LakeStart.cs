using Weir;

namespace LakeService;

/// <summary>Makes the sample table when there is none, before the first request is taken.</summary>
internal sealed class LakeStart(SharedLake lake, LakeSettings settings) : IHostedService
{
    private const string Rows = """
        SELECT i AS id, 'customer ' || (i % 1000) AS customer, ['open', 'paid', 'sent'][1 + i % 3] AS status, (i * 37 % 10000) / 100.0 AS amount,
               DATE '2026-01-01' + (i % 365)::INTEGER AS day
        FROM range(200000) AS t(i)
        """;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Path.Combine(settings.Orders.Path, "_delta_log")))
            await lake.Session.WriteAsync(settings.Orders, new Query(Rows), DeltaWriteMode.Create, cancellationToken: cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
