using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OidcEngine.Keys;
using OidcEngine.Tests.Fakes;

namespace OidcEngine.Tests.Keys;

public sealed class KeyRingTests
{
    private readonly ManualTime _time = new();
    private readonly InMemoryKeys _shared;

    public KeyRingTests()
    {
        _shared = new InMemoryKeys(_time);
        _shared.Clear();
    }

    [Fact]
    public async Task The_first_instance_makes_the_keys_and_the_second_reads_them()
    {
        var (first, second) = (Instance(out var firstStore), Instance(out var secondStore));
        await first.UpdateAsync(CancellationToken.None);
        await second.UpdateAsync(CancellationToken.None);

        Assert.Equal((3, 0), (firstStore.Added, secondStore.Added));
        Assert.Equal(await KeyIdAsync(first, "ES256"), await KeyIdAsync(second, "ES256"));
    }

    [Fact]
    public async Task Of_instances_that_start_at_once_one_makes_each_key()
    {
        var stores = new List<FaultyKeys>();
        var rings = Enumerable.Range(0, 4).Select(_ =>
        {
            var ring = Instance(out var store);
            stores.Add(store);
            return ring;
        }).ToList();

        await Task.WhenAll(rings.Select(ring => Task.Run(() => ring.UpdateAsync(CancellationToken.None))));

        Assert.Equal(3, stores.Sum(store => store.Added));
        var keyIds = await Task.WhenAll(rings.Select(ring => KeyIdAsync(ring, "RS256")));
        Assert.Single(keyIds.Distinct());
    }

    [Fact]
    public async Task An_instance_that_cannot_read_the_ring_is_not_ready_and_makes_no_key()
    {
        var ring = Instance(out var store);
        store.IsUnreadable = true;

        await Assert.ThrowsAsync<CryptographicException>(() => ring.UpdateAsync(CancellationToken.None));

        Assert.Equal(0, store.Added);
        Assert.Equal(HealthStatus.Unhealthy, await HealthAsync(ring));
        store.IsUnreadable = false;
        await ring.UpdateAsync(CancellationToken.None);
        Assert.Equal(HealthStatus.Healthy, await HealthAsync(ring));
    }

    [Fact]
    public async Task When_the_store_fails_later_the_keys_read_before_go_on_serving()
    {
        var ring = Instance(out var store);
        await ring.UpdateAsync(CancellationToken.None);
        var keyId = await KeyIdAsync(ring, "ES256");
        store.IsUnreadable = true;
        _time.Advance(TimeSpan.FromDays(100));

        await ring.RefreshForUnknownKeyAsync(CancellationToken.None);

        Assert.Equal(keyId, await KeyIdAsync(ring, "ES256")); // past its calendar, but better than none
        Assert.Equal(HealthStatus.Healthy, await HealthAsync(ring));
    }

    [Fact]
    public async Task The_next_key_is_published_before_it_signs_and_the_old_one_after()
    {
        var ring = Instance(out _);
        await ring.UpdateAsync(CancellationToken.None);
        var first = await KeyIdAsync(ring, "ES256");

        _time.Advance(TimeSpan.FromDays(77));
        await ring.UpdateAsync(CancellationToken.None);
        Assert.Equal(first, await KeyIdAsync(ring, "ES256"));
        Assert.Equal(2, await PublishedAsync(ring, "ES256"));

        _time.Advance(TimeSpan.FromDays(14));
        var second = await KeyIdAsync(ring, "ES256");
        Assert.NotEqual(first, second);
        Assert.NotNull((await ring.GetAsync(CancellationToken.None)).Verification.Find(first, "ES256"));

        _time.Advance(TimeSpan.FromDays(3)); // past the life of all that the first one signed
        await ring.UpdateAsync(CancellationToken.None);
        await ring.RemoveExpiredAsync(CancellationToken.None);
        Assert.Null((await ring.GetAsync(CancellationToken.None)).Verification.Find(first, "ES256"));
        Assert.DoesNotContain(await _shared.LoadAsync(CancellationToken.None), key => key.KeyId == first);
    }

    [Fact]
    public async Task A_refresh_family_keeps_the_key_that_it_started_with()
    {
        var ring = Instance(out _);
        var first = (await ring.GetAsync(CancellationToken.None)).ForRefreshTokens(_time.GetUtcNow())!;
        _time.Advance(TimeSpan.FromDays(91));
        await ring.UpdateAsync(CancellationToken.None);

        var snapshot = await ring.GetAsync(CancellationToken.None);

        Assert.NotEqual(first.Id, snapshot.ForRefreshTokens(_time.GetUtcNow())!.Id);
        Assert.Equal(first.Secret, snapshot.FindRefreshTokenKey(first.Id)!.Secret);
    }

    [Fact]
    public async Task A_new_algorithm_gets_its_key_at_its_first_use()
    {
        var (first, second) = (Instance(out _), Instance(out _));
        await second.UpdateAsync(CancellationToken.None);
        var keyId = await KeyIdAsync(first, "ES384");
        Assert.Equal(keyId, await KeyIdAsync(second, "ES384"));
        await Assert.ThrowsAsync<ArgumentException>(() => first.ForSigningAsync("HS256", CancellationToken.None).AsTask());
    }

    [Fact] // tokens with made-up key ids are free to send
    public async Task Unknown_keys_cause_one_read_in_a_while()
    {
        var ring = Instance(out var store);
        await ring.UpdateAsync(CancellationToken.None);
        var loads = store.Loads;
        _time.Advance(TimeSpan.FromSeconds(3));

        for (var i = 0; i < 100; i++) await ring.RefreshForUnknownKeyAsync(CancellationToken.None);

        Assert.Equal(loads + 1, store.Loads);
    }

    [Fact] // N and N+1 run together
    public async Task A_key_of_an_algorithm_from_a_later_version_is_passed_over()
    {
        var ring = Instance(out _);
        await ring.UpdateAsync(CancellationToken.None);
        var known = (await _shared.LoadAsync(CancellationToken.None))[0];
        await _shared.AddAsync(
            known with { KeyId = "later", Algorithm = "ML-DSA-44", Purpose = KeyPurpose.Signing, Secret = [1] }, CancellationToken.None);

        await ring.UpdateAsync(CancellationToken.None);

        Assert.Equal(1, await PublishedAsync(ring, "ES256"));
        Assert.Equal(0, await PublishedAsync(ring, "ML-DSA-44"));
    }

    private static async Task<string> KeyIdAsync(KeyRing ring, string algorithm) =>
        (await ring.ForSigningAsync(algorithm, CancellationToken.None)).KeyId;

    private static async Task<HealthStatus> HealthAsync(KeyRing ring) =>
        (await new KeyRingHealth(ring).CheckHealthAsync(new HealthCheckContext())).Status;

    private async Task<int> PublishedAsync(KeyRing ring, string algorithm)
    {
        var verification = (await ring.GetAsync(CancellationToken.None)).Verification;
        var keys = await _shared.LoadAsync(CancellationToken.None);
        return keys.Count(key => key.Algorithm == algorithm && verification.Find(key.KeyId, algorithm) is not null);
    }

    private KeyRing Instance(out FaultyKeys store)
    {
        var faulty = store = new FaultyKeys(_shared);
        var services = new ServiceCollection().AddSingleton<IKeyStore>(faulty).BuildServiceProvider();
        return new KeyRing(
            services.GetRequiredService<IServiceScopeFactory>(),
            Options.Create(new OidcEngineOptions { Issuer = "https://idp.example" }),
            _time,
            NullLogger<KeyRing>.Instance);
    }
}
