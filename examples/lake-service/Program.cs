using LakeService;
using Weir;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
LakeSettings settings = LakeSettings.Of(builder.Configuration);
builder.Services.AddSingleton(settings);

// One runtime for the whole program; the container opens it at its first use and disposes it at the end.
builder.Services.AddWeir(options =>
{
    options.MemoryLimitBytes = settings.MemoryBytes;
    options.SpillFolder = settings.SpillFolder;
    options.SlowQueryThreshold = settings.SlowQuery;
});
builder.Services.AddSingleton<SharedLake>();
builder.Services.AddHostedService<LakeStart>();
builder.Services.AddHostedService<Telemetry>();
builder.Services.AddHealthChecks().AddWeir(health => health.Tables.Add(settings.Orders));

WebApplication app = builder.Build();
app.MapHealthChecks("/health");
app.MapGet("/tables", (SharedLake lake) => lake.Session.Tables.Order());
app.MapGet("/query", QueryEndpoint.GetAsync);
app.MapPost("/query", QueryEndpoint.PostAsync);
await app.RunAsync();
