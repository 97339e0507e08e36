using System.Globalization;
using ServiceDefaults.Concurrency;
using ServiceDefaults.Configuration;
using ServiceDefaults.Envelope;
using ServiceDefaults.Problems;
using UserApi.Access;
using UserApi.Contracts.Avatars;
using UserApi.Users;
using UserDirectory.Avatars;
using UserDirectory.Users;

namespace UserApi.Avatars;

/// <summary>Somebody's picture as an answer, with the entity tag of the account's version.</summary>
internal static class AvatarAnswer
{
    public static IResult Show(HttpContext http, UserProfile profile)
    {
        ETags.Set(http.Response, profile.Version);
        return ETags.IsCurrent(http.Request, profile.Version)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : ApiResults.Ok(ToResource(http, profile));
    }

    public static IResult Of(HttpContext http, AvatarOutcome outcome, string message)
    {
        switch (outcome)
        {
            case AvatarOutcome.Changed(var profile):
                ETags.Set(http.Response, profile.Version);
                return ApiResults.Ok(ToResource(http, profile), message);
            case AvatarOutcome.Stale:
                return ApiProblem.PreconditionFailed();
            case AvatarOutcome.Forbidden(var permission):
                return EscalationRefusal.OfAccount(permission);
            case AvatarOutcome.WrongFormat:
                return new ApiProblem(StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type", "The file is no PNG, JPEG or WebP picture.");
            case AvatarOutcome.Unusable(var reason):
                return ApiProblem.Invalid(AvatarForm.Part, reason);
            case AvatarOutcome.NotInstalled:
                return new ApiProblem(StatusCodes.Status501NotImplemented, "not_installed",
                    "This installation takes no pictures: its operator has not installed libvips.");
            case AvatarOutcome.Unavailable(var retryAfter):
                return ApiProblem.Unavailable(retryAfter);
            default:
                return NamedUser.Absent();
        }
    }

    private static AvatarResource ToResource(HttpContext http, UserProfile profile)
    {
        var picture = AvatarAddress.Of(http.RequestServices.GetRequiredService<PublicUrls>(), profile);
        return new AvatarResource
        {
            Picture = picture,
            Sizes = picture is null
                ? new Dictionary<string, string>()
                : AvatarSizes.All.Order().ToDictionary(
                    size => size.ToString(CultureInfo.InvariantCulture), size => string.Create(CultureInfo.InvariantCulture, $"{picture}&size={size}")),
        };
    }
}
