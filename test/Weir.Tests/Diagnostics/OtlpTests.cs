using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Weir.Tests.Sessions;

namespace Weir.Tests.Diagnostics;

public sealed class OtlpTests
{
    [Fact]
    [Trait("Requirement", "R122")]
    public async Task Spans_and_figures_come_to_a_receiver_over_http()
    {
        using Receiver receiver = new();
        using (TracerProvider traces = Sdk.CreateTracerProviderBuilder().AddWeirInstrumentation().AddOtlpExporter(options => Send(options, receiver, "v1/traces")).Build())
        using (MeterProvider figures = Sdk.CreateMeterProviderBuilder().AddWeirInstrumentation().AddOtlpExporter(options => Send(options, receiver, "v1/metrics")).Build())
        using (Lake lake = new())
        {
            await lake.Session.WriteAsync(lake.Table("otlp_orders"), new Query("SELECT 1 AS id"), DeltaWriteMode.Create);
            lake.Session.Register("otlp_orders", lake.Table("otlp_orders"));
            using (QueryResult result = lake.Session.Run(new Query("SELECT id FROM otlp_orders WHERE id <> 4711")))
                (await result.CollectAsync()).ToList().ForEach(batch => batch.Dispose());
            Assert.True(traces.ForceFlush(20_000));
            Assert.True(figures.ForceFlush(20_000));
        }
        string spans = receiver.Received("/v1/traces"), metrics = receiver.Received("/v1/metrics");
        foreach (string text in (string[])["SELECT otlp_orders", "SELECT id FROM otlp_orders WHERE id <> ?", "weir.run_id", "weir.query_id", "db.system.name", "weir.storage.read", "weir.delta.open"])
            Assert.Contains(text, spans, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", spans, StringComparison.Ordinal);
        foreach (string text in (string[])["db.client.operation.duration", "weir.query.duration", "weir.storage.operations", "weir.write.rows"])
            Assert.Contains(text, metrics, StringComparison.Ordinal);
    }

    private static void Send(OtlpExporterOptions options, Receiver receiver, string path)
    {
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = new Uri(receiver.Address, path);
    }

    /// <summary>Takes what is posted to it; texts stand in protobuf as they are.</summary>
    private sealed class Receiver : IDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly ConcurrentQueue<(string Path, byte[] Body)> _received = [];
        private readonly Task _work;

        public Receiver()
        {
            using (TcpListener free = new(IPAddress.Loopback, 0))
            {
                free.Start();
                Address = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
            }
            _listener.Prefixes.Add(Address.ToString());
            _listener.Start();
            _work = Task.Run(ReceiveAsync);
        }

        public Uri Address { get; }

        public string Received(string path) => string.Concat(_received.Where(item => item.Path == path).Select(item => Encoding.UTF8.GetString(item.Body)));

        public void Dispose()
        {
            _listener.Close();
            _work.Wait();
        }

        private async Task ReceiveAsync()
        {
            while (_listener.IsListening)
            {
                HttpListenerContext context;
                try
                {
                    context = await _listener.GetContextAsync();
                }
                catch (Exception end) when (end is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }
                using MemoryStream body = new();
                await context.Request.InputStream.CopyToAsync(body);
                _received.Enqueue((context.Request.Url!.AbsolutePath, body.ToArray()));
                context.Response.StatusCode = 200;
                context.Response.Close();
            }
        }
    }
}
