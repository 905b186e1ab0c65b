using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Weir;

/// <summary>Registers Weir with dependency injection.</summary>
public static class WeirServiceCollectionExtensions
{
    /// <summary>
    /// Adds one <see cref="WeirRuntime"/> for the whole application, opened at its first use and disposed
    /// with the container. Logs go to the container's <see cref="ILoggerFactory"/> unless the options name
    /// another. Calling it again adds to the options.
    /// </summary>
    /// <param name="services">The collection.</param>
    /// <param name="configure">Sets options; null for the defaults.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddWeir(this IServiceCollection services, Action<WeirOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<WeirOptions>, HostDefaults>());
        if (configure is not null)
            services.Configure(configure);
        services.TryAddSingleton(provider => WeirRuntime.Open(provider.GetRequiredService<IOptions<WeirOptions>>().Value));
        return services;
    }

    /// <summary>As <see cref="AddWeir(IServiceCollection, Action{WeirOptions})"/>, for a runtime of a profile.</summary>
    /// <param name="services">The collection.</param>
    /// <param name="profile">What the runtime is.</param>
    /// <param name="configure">Sets what the program injects: plugins, hooks; null for nothing.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddWeir(this IServiceCollection services, RuntimeProfile profile, Action<WeirOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(profile);
        services.TryAddSingleton(provider => WeirRuntime.Open(profile, provider.GetRequiredService<IOptions<WeirOptions>>().Value));
        return services.AddWeir(configure);
    }

    // Runs before what the caller configures, so that the caller's word is the last.
    private sealed class HostDefaults(IServiceProvider services) : IConfigureOptions<WeirOptions>
    {
        public void Configure(WeirOptions options)
        {
            options.LoggerFactory = services.GetService<ILoggerFactory>() ?? options.LoggerFactory;
            options.TimeProvider = services.GetService<TimeProvider>() ?? options.TimeProvider;
        }
    }
}
