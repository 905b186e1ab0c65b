using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Weir.Ado;

namespace Weir;

/// <summary>Registers the ADO.NET provider with dependency injection.</summary>
public static class WeirDataSourceServices
{
    /// <summary>
    /// Adds a <see cref="WeirDataSource"/> for the whole application, over the <see cref="WeirRuntime"/> of
    /// <see cref="WeirServiceCollectionExtensions.AddWeir(IServiceCollection, Action{WeirOptions})"/>, which is added if need be; and, of short lives, its connections. All are
    /// there under their own types and as <see cref="DbDataSource"/> and <see cref="DbConnection"/>.
    /// </summary>
    /// <param name="services">The collection.</param>
    /// <param name="configure">Prepares the source: its tables, and how its commands start; null for nothing.</param>
    /// <param name="serviceKey">The key of keyed services; null for services without key.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddWeirDataSource(
        this IServiceCollection services, Action<IServiceProvider, WeirDataSourceBuilder>? configure = null, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddWeir();
        services.TryAddKeyedSingleton(serviceKey, (provider, _) =>
        {
            WeirDataSourceBuilder builder = new WeirDataSourceBuilder().UseRuntime(provider.GetRequiredService<WeirRuntime>());
            configure?.Invoke(provider, builder);
            return builder.Build();
        });
        services.TryAddKeyedSingleton<DbDataSource>(serviceKey, (provider, key) => Source(provider, key));
        services.TryAddKeyedTransient(serviceKey, (provider, key) => Source(provider, key).CreateConnection());
        services.TryAddKeyedTransient<DbConnection>(serviceKey, (provider, key) => Source(provider, key).CreateConnection());
        return services;
    }

    private static WeirDataSource Source(IServiceProvider provider, object? key) =>
        key is null ? provider.GetRequiredService<WeirDataSource>() : provider.GetRequiredKeyedService<WeirDataSource>(key);
}
